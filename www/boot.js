// Starts the page. A classic script in <head>, so that theme and language are set before the first paint and so that
// something can be said even where modules do not load (a page opened from a file).
//
// Contract with the app:
// - localStorage `irsa.theme` is light or dark (anything else: follow the system), `irsa.language` is en or ko.
//   Storage may be blocked: every access here is guarded, and the app must guard its own.
// - <html data-theme="light|dark"> (absent: system) and <html lang> are set here and from then on owned by the app;
//   theme-color follows data-theme by itself.
// - The introduction of index.html belongs to this script. localStorage `irsa.intro` and <html data-intro> are "closed"
//   once it was closed. What its other buttons ask for stands in <html data-wished> until the app takes it from there;
//   the event `irsa:wish` on window tells an app that is there already.
// - <html data-examples>, data-course, data-catalogue, data-concepts and data-checks are the addresses of the gallery of
//   examples, of the course, of the catalogue of all AWS services, of the texts about concepts and of the examples of
//   checks, which the app fetches when they are first wanted.
// - `irsaLoadEditor()` says whether `globalThis.irsaEditor` (see editor.js) is there, once it is: false if the bundle
//   failed or needed longer than EDITOR_PATIENCE. Then the app uses a plain textarea.
// - `irsaTurn()` lets the browser do other things, such as painting: the app starts in turns, not in one long task.
// - #boot is the loading screen. The app removes it when it has something to show in its place, and fires `irsa:ready` on
//   window when everything is there. <html data-state> is "loading", "ready", "failed" or "crashed": a start that fails
//   keeps #boot with an explanation, and a crash later puts it back on top of the page.
(() => {
  "use strict";

  const EDITOR_PATIENCE = 8000;
  const PAINT_PATIENCE = 2000;
  const page = document.documentElement;
  const files = document.currentScript.dataset;
  const here = new URL(".", document.currentScript.src);

  const query = new URLSearchParams(location.search);
  const embedded = query.get("view") === "chain";

  const stored = (key) => {
    // An embedded chain leaves no trace in the browser and follows none: the page around it says how it looks.
    if (embedded) return query.get({ "irsa.theme": "theme", "irsa.language": "lang", "irsa.intro": "" }[key]);
    try {
      return globalThis.localStorage.getItem(key);
    } catch {
      return null;
    }
  };

  const theme = stored("irsa.theme");
  if (theme === "light" || theme === "dark") page.dataset.theme = theme;
  const known = (tag) => /^(en|ko)\b/i.exec(tag)?.[1].toLowerCase();
  page.lang = known(stored("irsa.language")) ?? known(navigator.language) ?? "en";
  page.dataset.state = "loading";
  for (const name of ["examples", "course", "catalogue", "concepts", "checks"]) page.dataset[name] = new URL(files[name], here).href;
  if (embedded) page.dataset.frame = "chain";
  if (stored("irsa.intro") === "closed") page.dataset.intro = "closed";

  const WORDS = {
    en: {
      loading: "Loading the simulator…",
      slow:
        "This takes longer than it should. Reload the page; if that does not help, a browser extension or the " +
        "network may be blocking its scripts.",
      failed: "The simulator could not start.",
      reload: "Reload the page",
      file: "This page was opened from a file. Browsers run it only from a web server: make serve starts one.",
      wasm: "This browser has no WebAssembly, or it is switched off. A current Chrome, Edge, Firefox or Safari has it.",
      network:
        "A part of the page did not arrive. Check the connection and reload; after an update of the site, a reload " +
        "brings the new version.",
      integrity: "A part of the page arrived changed and was refused. A proxy or an extension may be rewriting it.",
      other: "Please report this with the line below.",
      crashed: "The simulator has stopped.",
      crash:
        "This is a fault of the page, not of what you pasted. Your text is kept in this browser: reload to go on, and " +
        "please report it with the line below.",
    },
    ko: {
      loading: "시뮬레이터를 불러오는 중입니다…",
      slow:
        "예상보다 오래 걸리고 있습니다. 페이지를 새로고침해 보세요. 계속되면 브라우저 확장 프로그램이나 네트워크가 " +
        "스크립트를 막고 있을 수 있습니다.",
      failed: "시뮬레이터를 시작하지 못했습니다.",
      reload: "새로고침",
      file: "파일에서 바로 연 페이지입니다. 브라우저는 웹 서버를 거쳐야만 실행합니다. make serve 명령으로 서버를 띄울 수 있습니다.",
      wasm: "이 브라우저에는 WebAssembly가 없거나 꺼져 있습니다. 최신 Chrome, Edge, Firefox, Safari에서 지원합니다.",
      network:
        "페이지의 일부를 받지 못했습니다. 연결 상태를 확인하고 새로고침하세요. 사이트가 업데이트되었다면 새로고침으로 " +
        "새 버전을 받습니다.",
      integrity: "페이지의 일부가 변경된 상태로 도착해 거부했습니다. 프록시나 확장 프로그램이 내용을 바꾸고 있을 수 있습니다.",
      other: "아래 내용과 함께 알려 주세요.",
      crashed: "시뮬레이터가 멈췄습니다.",
      crash:
        "붙여 넣은 내용이 아니라 페이지의 오류입니다. 입력한 내용은 이 브라우저에 남아 있습니다. 새로고침해서 계속하고, " +
        "아래 내용과 함께 알려 주세요.",
    },
  }[page.lang];

  // The browser's own bars follow the theme that is shown, not only the system's.
  const bars = () => {
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
      meta.dataset.media ??= meta.media;
      const dark = meta.dataset.media.includes("dark");
      const chosen = page.dataset.theme;
      meta.media = !chosen ? meta.dataset.media : (chosen === "dark") === dark ? "all" : "not all";
    }
  };
  bars();
  new MutationObserver(bars).observe(page, { attributes: true, attributeFilter: ["data-theme"] });

  const domReady = new Promise((done) => {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", done, { once: true });
    else done();
  });

  addEventListener("click", ({ target }) => {
    const button = target.closest?.("[data-wish]");
    if (button?.dataset.wish === "close") {
      page.dataset.intro = "closed";
      try {
        localStorage.setItem("irsa.intro", "closed");
      } catch {
        // It is closed for this visit.
      }
    } else if (button) {
      if (page.dataset.state === "loading") button.ariaBusy = "true";
      page.dataset.wished = button.dataset.wish;
      dispatchEvent(new Event("irsa:wish"));
    }
  });

  const say = (id, text) => {
    const element = document.getElementById(id);
    if (element) element.textContent = text;
  };

  let boot;
  domReady.then(() => (boot = document.getElementById("boot")));

  const fail = async (reason, detail) => {
    if (page.dataset.state === "crashed") return;
    page.dataset.state = reason === "crash" ? "crashed" : "failed";
    await domReady;
    if (!boot) return;
    boot.setAttribute("role", "alert");
    boot.classList.add("boot-failed");
    document.body.prepend(boot);
    say("boot-title", reason === "crash" ? WORDS.crashed : WORDS.failed);
    say("boot-help", WORDS[reason]);
    const reload = document.createElement("button");
    reload.type = "button";
    reload.className = "button button-primary";
    reload.textContent = WORDS.reload;
    reload.addEventListener("click", () => location.reload());
    boot.append(reload);
    if (detail) {
      const line = document.createElement("code");
      line.className = "boot-detail";
      line.textContent = String(detail);
      boot.append(line);
    }
  };

  const fetchWasm = async () => {
    const url = new URL(files.wasm, here);
    let response;
    try {
      response = await fetch(url, { integrity: files.integrity, credentials: "same-origin" });
    } catch (error) {
      // A digest that does not match and a dead network are the same TypeError: ask again without the digest.
      const reachable = await fetch(url, { method: "HEAD" }).then((answer) => answer.ok, () => false);
      throw Object.assign(new Error(`${files.wasm}: ${error.message}`), { reason: reachable ? "integrity" : "network" });
    }
    if (!response.ok) {
      throw Object.assign(new Error(`${files.wasm}: HTTP ${response.status}`), { reason: "network" });
    }
    return response;
  };

  const after = (time, value) => new Promise((done) => setTimeout(done, time, value));

  /** The introduction is on the screen. Until then nothing else shall be on the line; but nobody waits for long. */
  const painted = async () => {
    // In the background, and in a frame that is out of sight, nothing is painted.
    if (embedded || document.hidden) return;
    const paint = new Promise((done) => new PerformanceObserver(done).observe({ type: "paint", buffered: true }));
    await Promise.race([paint, after(PAINT_PATIENCE)]);
  };

  /** Fetches a module without running it. The link carries the digest that `import` then goes by. */
  const preload = (name, integrity) => {
    const link = document.createElement("link");
    Object.assign(link, { rel: "modulepreload", href: new URL(name, here).href, integrity });
    document.head.append(link);
  };

  let editor;
  globalThis.irsaLoadEditor = () => {
    editor ??= import(new URL(files.editor, here).href).then(
      (module) => ((globalThis.irsaEditor = module), true),
      () => false,
    );
    return Promise.race([editor, after(EDITOR_PATIENCE, false)]);
  };

  globalThis.irsaTurn = () => {
    // A timer would be held back in a tab in the background.
    const { port1, port2 } = new MessageChannel();
    const turn = new Promise((done) => (port1.onmessage = done));
    port2.postMessage(0);
    return turn;
  };

  const start = async () => {
    if (location.protocol === "file:") return fail("file");
    if (typeof WebAssembly !== "object") return fail("wasm");
    const ready = new Promise((done) => addEventListener("irsa:ready", done, { once: true }));
    await painted();
    const fetched = fetchWasm();
    // Awaited below; this keeps the browser from reporting it as unhandled while the scripts load.
    fetched.catch(() => {});
    preload(files.js, files.jsIntegrity);
    // A phone shows the editor when it is asked to.
    const wide = !embedded && matchMedia("(min-width: 640px)").matches;
    if (wide) preload(files.editor, files.editorIntegrity);
    // A trap inside the wasm leaves the app dead and silent.
    const crashed = (error) => error instanceof WebAssembly.RuntimeError && fail("crash", error);
    addEventListener("error", (event) => crashed(event.error));
    addEventListener("unhandledrejection", (event) => crashed(event.reason));
    try {
      const [glue] = await Promise.all([
        import(new URL(files.js, here).href).catch((error) => {
          throw Object.assign(new Error(`${files.js}: ${error.message}`), { reason: "network" });
        }),
        domReady,
      ]);
      await glue.default({ module_or_path: fetched });
    } catch (error) {
      return fail(error?.reason ?? "other", error);
    }
    await ready;
    for (const button of document.querySelectorAll("[data-wish][aria-busy]")) button.ariaBusy = null;
    if (page.dataset.state === "loading") page.dataset.state = "ready";
    if (!wide && !embedded) (globalThis.requestIdleCallback ?? setTimeout)(() => preload(files.editor, files.editorIntegrity));
  };

  domReady.then(() => {
    if (page.dataset.state !== "loading") return;
    say("boot-title", WORDS.loading);
    say("boot-help", WORDS.slow);
  });
  start();
})();
