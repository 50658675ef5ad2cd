import { chromium } from '/tmp/wt-h6/node_modules/@playwright/test/index.mjs';
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-background-networking','--disable-component-update','--disable-sync'] });
const jobs = JSON.parse(process.argv[2]!);
for (const [url, out, w=1440, h=900, scheme='light', full=false] of jobs) {
const p = await b.newPage({ viewport: { width: +w, height: +h }, colorScheme: scheme as any, reducedMotion:'reduce' });
p.on('console', m => { if (m.type()==='error') console.log('console', m.text()); }); p.on('pageerror', e => console.log('pageerror', e.stack?.slice(0,600)));
await p.goto(url);
await p.waitForSelector('main.plan[aria-busy="false"]', { timeout: 90000 }).catch(()=>console.log('not ready'));
await p.waitForSelector('.map[data-drawn*="/"]', { timeout: 60000 }).catch(()=>console.log('no map'));
await p.waitForTimeout(2500);
await p.screenshot({ path: out, fullPage: !!full });
console.log(out, await p.evaluate(() => JSON.stringify(performance.getEntriesByName('plan').map(e=>Math.round(e.duration*10)/10))));
await p.close();
}
await b.close();
