// Photos as the pages of one document: taken one after the other, looked at, and sent as a PDF that holds them.
import { text } from "./texts.js";
import { hand } from "./upload.js";

const LONGEST = 3500; // pixels: A4 at 300 dpi
const QUALITY = 0.9;
const TALL = 842; // points of the longer side of a page: A4

function draw(bitmap, longest) {
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

async function pageOf(file) {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  const canvas = draw(bitmap, LONGEST);
  const jpeg = await new Promise((give) => canvas.toBlob(give, "image/jpeg", QUALITY));
  return { file, jpeg: new Uint8Array(await jpeg.arrayBuffer()), width: canvas.width, height: canvas.height, small: draw(bitmap, 160) };
}

// ISO 32000-1: a page of each picture, which stays the JPEG it is.
export function writePdf(pages) {
  const chunks = [];
  const places = [];
  let size = 0;
  const put = (part) => {
    const bytes = typeof part === "string" ? new TextEncoder().encode(part) : part;
    chunks.push(bytes);
    size += bytes.length;
  };
  const object = (head, stream) => {
    places.push(size);
    put(`${places.length} 0 obj\n${head}\n`);
    if (stream) for (const part of ["stream\n", stream, "\nendstream\n"]) put(part);
    put("endobj\n");
  };
  put("%PDF-1.4\n");
  object("<< /Type /Catalog /Pages 2 0 R >>");
  const kids = pages.map((_, n) => `${3 + 3 * n} 0 R`).join(" ");
  object(`<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>`);
  pages.forEach(({ jpeg, width, height }, n) => {
    const [w, h] = [width, height].map((side) => ((side * TALL) / Math.max(width, height)).toFixed(2));
    const at = 3 + 3 * n;
    const content = `q ${w} 0 0 ${h} 0 0 cm /P Do Q`;
    object(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${w} ${h}] /Contents ${at + 1} 0 R /Resources << /XObject << /P ${at + 2} 0 R >> >> >>`);
    object(`<< /Length ${content.length} >>`, content);
    object(`<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length} >>`, jpeg);
  });
  const start = size;
  put(`xref\n0 ${places.length + 1}\n0000000000 65535 f \n`);
  for (const place of places) put(`${String(place).padStart(10, "0")} 00000 n \n`);
  put(`trailer\n<< /Size ${places.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`);
  return new Blob(chunks, { type: "application/pdf" });
}

export function photoPages(form) {
  const [input, list, saying] = ["input", "ol", "[data-saying]"].map((each) => form.querySelector(each));
  const send = form.querySelector("[type=submit]");
  let pages = [];

  function show() {
    form.classList.toggle("has-pages", pages.length > 0);
    send.hidden = !pages.length;
    saying.textContent = pages.length ? text("photos", { count: pages.length }) : "";
    list.replaceChildren(...pages.map((page, at) => {
      const row = document.createElement("li");
      const words = text("take_away", { page: at + 1 });
      const button = Object.assign(document.createElement("button"), { type: "button", className: "button button-small", textContent: words });
      button.addEventListener("click", () => {
        pages.splice(at, 1);
        show();
        (list.querySelectorAll("button")[Math.max(0, at - 1)] ?? input).focus();
      });
      page.small.setAttribute("aria-hidden", "true");
      row.append(page.small, button);
      return row;
    }));
  }

  input.addEventListener("change", async () => {
    const found = await Promise.allSettled([...input.files].map(pageOf));
    input.value = "";
    pages.push(...found.filter((each) => each.value).map((each) => each.value));
    show();
    if (found.some((each) => !each.value)) saying.textContent = text("no_picture");
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const time = new Date().toISOString().slice(0, 16).replace("T", " ").replace(":", ".");
    hand([pages.length === 1 ? pages[0].file : new File([writePdf(pages)], `${text("photos_name")} ${time}.pdf`, { type: "application/pdf" })]);
    pages = [];
    show();
  });
}
