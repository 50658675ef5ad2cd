import { DuckDBConnection } from '@duckdb/node-api';
for (const name of ['run','runAndReadAll','stream'] as const) { const old=(DuckDBConnection.prototype as any)[name]; (DuckDBConnection.prototype as any)[name]=async function(...a:any[]){const t=performance.now(),c=process.cpuUsage(); const r=await old.apply(this,a); const u=process.cpuUsage(c); const ms=performance.now()-t; if(ms>50)console.log(name,ms.toFixed(0),'ms cpu',((u.user+u.system)/1e6).toFixed(2),String(a[0]).replace(/\s+/g,' ').slice(0,90)); return r;};}
const {addSamples}=await import('./lib/samples/add.ts'); const {SILENT}=await import('./lib/progress.ts');
const t=performance.now(),c=process.cpuUsage();
await addSamples({data:process.argv[2]!,files:[process.argv[3]!],now:new Date(),progress:{...SILENT,step:(n)=>{const u=process.cpuUsage(c);console.log('step',n,(performance.now()-t).toFixed(0),((u.user+u.system)/1e6).toFixed(2))}}});
const u=process.cpuUsage(c);console.log('all',(performance.now()-t).toFixed(0),'cpu',((u.user+u.system)/1e6).toFixed(2));
