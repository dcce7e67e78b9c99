# The images of docker-compose.yml, each a target, all on one pinned Debian: what was tried is what runs.
#
#   docker build --target app -t prejeto:0.1.0 .
#
# No RUN mounts and no syntax line: the classic builder of older engines builds this too.
ARG DEBIAN=debian:trixie-20260918-slim


FROM ${DEBIAN} AS base
ARG VERSION=0.1.0
LABEL org.opencontainers.image.vendor="Prejeto" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.licenses="Apache-2.0"
ENV DEBIAN_FRONTEND=noninteractive LANG=C.UTF-8
RUN apt-get -qq update \
 && apt-get -qq upgrade -y \
 && apt-get -qq install -y --no-install-recommends ca-certificates tini \
 && rm -rf /var/lib/apt/lists/*
COPY tools/containers/probe /usr/local/bin/
ENTRYPOINT ["tini", "--"]


# What needs a network and an installer happens here; the final images get the results only.
FROM base AS python-packages
ARG UV=0.13.8
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_NO_CACHE=1 UV_PYTHON_DOWNLOADS=never UV_SYSTEM_CERTS=1
RUN apt-get -qq update \
 && apt-get -qq install -y --no-install-recommends python3-venv \
 && rm -rf /var/lib/apt/lists/* \
 && python3 -m venv /opt/uv \
 && /opt/uv/bin/pip install --quiet --no-cache-dir "uv==${UV}"
WORKDIR /build
COPY pyproject.toml uv.lock ./
RUN UV_PROJECT_ENVIRONMENT=/opt/store /opt/uv/bin/uv sync --quiet --locked --only-group store --no-install-project
RUN UV_PROJECT_ENVIRONMENT=/opt/prejeto /opt/uv/bin/uv sync --quiet --locked --no-dev --extra bfloat16 --no-install-project
COPY README.md LICENSE ./
COPY models models
COPY storage storage
COPY extractors extractors
COPY flows flows
COPY review_ui review_ui
RUN UV_PROJECT_ENVIRONMENT=/opt/prejeto /opt/uv/bin/uv sync --quiet --locked --no-dev --extra bfloat16 --no-editable


FROM base AS postgres
LABEL org.opencontainers.image.title="PostgreSQL for Prejeto"
RUN useradd --uid 10002 --user-group --no-create-home --shell /usr/sbin/nologin --home-dir /var/lib/postgresql postgres \
 && mkdir -p /etc/postgresql-common \
 && echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf \
 && apt-get -qq update \
 && apt-get -qq install -y --no-install-recommends postgresql-17 \
 && rm -rf /var/lib/apt/lists/* \
 && install -d -o postgres -g postgres -m 700 /var/lib/postgresql/data
COPY tools/containers/postgres tools/containers/roles.sql tools/containers/pg_hba.conf /opt/postgres/
USER 10002:10002
VOLUME /var/lib/postgresql/data
CMD ["/opt/postgres/postgres"]


FROM base AS seaweedfs
LABEL org.opencontainers.image.title="SeaweedFS for Prejeto"
RUN useradd --uid 10003 --user-group --no-create-home --shell /usr/sbin/nologin --home-dir /var/lib/seaweedfs seaweedfs \
 && install -d -o seaweedfs -g seaweedfs -m 700 /var/lib/seaweedfs
COPY --from=python-packages /opt/store/bin/weed /usr/local/bin/
COPY tools/containers/seaweedfs /opt/seaweedfs/
USER 10003:10003
VOLUME /var/lib/seaweedfs
CMD ["/opt/seaweedfs/seaweedfs"]


FROM base AS caddy
LABEL org.opencontainers.image.title="Caddy for Prejeto"
RUN useradd --uid 10004 --user-group --no-create-home --shell /usr/sbin/nologin --home-dir /var/lib/caddy caddy \
 && apt-get -qq update \
 && apt-get -qq install -y --no-install-recommends 'caddy=2.6.*' \
 && rm -rf /var/lib/apt/lists/* \
 && install -d -o caddy -g caddy -m 700 /var/lib/caddy
COPY tools/containers/Caddyfile /etc/caddy/
ENV XDG_DATA_HOME=/var/lib/caddy XDG_CONFIG_HOME=/tmp
USER 10004:10004
VOLUME /var/lib/caddy
CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile"]


FROM base AS app
LABEL org.opencontainers.image.title="Prejeto" \
      org.opencontainers.image.description="Self-hosted capture of incoming invoices"
COPY tools/packages-run.txt /tmp/
RUN apt-get -qq update \
 && sed 's/#.*//' /tmp/packages-run.txt | xargs apt-get -qq install -y --no-install-recommends \
 && rm -rf /var/lib/apt/lists/* /tmp/packages-run.txt \
 && useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin --home-dir /var/lib/prejeto prejeto \
 && install -d -o prejeto -g prejeto -m 700 /var/lib/prejeto /backups
COPY --from=python-packages /opt/prejeto /opt/prejeto
ENV PATH=/opt/prejeto/bin:$PATH PYTHONUNBUFFERED=1 PREJETO_DATA_DIR=/var/lib/prejeto
WORKDIR /var/lib/prejeto
USER 10001:10001
ENTRYPOINT ["tini", "--", "prejeto"]
CMD ["--help"]
