// Attaches behaviours to elements that ask for them with data-behaviour="name other-name".
import { attention } from "./attention.js";
import { byField } from "./by-field.js";
import { chosen } from "./chosen.js";
import { closeOutside, dialog, openDialog, singleKeys } from "./dialogs.js";
import { dismiss } from "./dismiss.js";
import { grid } from "./grid.js";
import { hold } from "./hold.js";
import { keyboard } from "./keyboard.js";
import { lazyPart } from "./lazy-part.js";
import { liveList } from "./live-list.js";
import { livePart } from "./live-part.js";
import { localTime } from "./local-time.js";
import { mailboxForm } from "./mailbox-form.js";
import { reviewForm } from "./review-form.js";
import { photoPages } from "./photo-pages.js";
import { drop, uploadInput } from "./upload.js";
import { uploadTray } from "./upload-tray.js";
import { viewer } from "./viewer.js";
import { waitForReading } from "./wait-for-reading.js";
import { observeBehaviours } from "./behaviours.js";

document.documentElement.classList.add("script");
observeBehaviours({
  attention, byField, chosen, closeOutside, dialog, dismiss, drop, grid, hold, lazyPart, liveList, livePart, localTime,
  mailboxForm, openDialog, photoPages, reviewForm, singleKeys, uploadInput, uploadTray, viewer,
  waitForReading,
});
keyboard();
