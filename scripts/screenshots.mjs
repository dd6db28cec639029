// Pictures of dist/ for looking at: three widths, light and dark, English and Korean, the whole page each.
// `node scripts/screenshots.mjs FOLDER [NAME]`; NAME picks those whose file name contains it.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { serveFolder } from "./serve.mjs";

const [folder = "target/screenshots", only = ""] = process.argv.slice(2);
const SIZES = { 1280: 900, 768: 1024, 390: 844 };
mkdirSync(folder, { recursive: true });

const site = await serveFolder("dist", { base: "/some/where/" });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--disable-gpu"] });
try {
  for (const [width, height] of Object.entries(SIZES)) {
    for (const theme of ["light", "dark"]) {
      for (const language of ["en", "ko"]) {
        const name = `${width}-${theme}-${language}.png`;
        if (!name.includes(only)) continue;
        const phone = Number(width) < 640;
        const context = await browser.newContext({
          viewport: { width: Number(width), height },
          deviceScaleFactor: phone ? 2 : 1,
          colorScheme: theme,
          locale: language === "ko" ? "ko-KR" : "en-US",
          hasTouch: phone,
          isMobile: phone,
        });
        const page = await context.newPage();
        page.on("console", (message) => {
          if (message.type() === "error" || message.type() === "warning") console.log(`  ${name}: ${message.text()}`);
        });
        await page.goto(site.url);
        await page.waitForSelector('html[data-state="ready"]', { state: "attached" });
        await page.evaluate(() => document.fonts.ready);
        await page.screenshot({ path: join(folder, name), fullPage: true, animations: "disabled" });
        console.log(join(folder, name));
        await context.close();
      }
    }
  }
} finally {
  await browser.close();
  await site.close();
}
