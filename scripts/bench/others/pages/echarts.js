import * as echarts from 'echarts/core';
import { MapChart } from 'echarts/charts';
import { VisualMapComponent } from 'echarts/components';
import { CanvasRenderer } from 'echarts/renderers';
import { load, ready } from './common.js';

echarts.use([MapChart, VisualMapComponent, CanvasRenderer]);
const data = await load();
echarts.registerMap('communes', data.communes);
const chart = echarts.init(document.getElementById('map'));
const finished = () => new Promise((resolve) => chart.on('finished', resolve));
const values = (month) =>
	data.communes.features.map(({ properties }) => ({
		name: properties.code,
		value: properties[month] ?? undefined
	}));
const bounds = [-Infinity, ...data.breaks, Infinity];
const first = finished();
chart.setOption({
	animation: false,
	visualMap: {
		type: 'piecewise',
		show: false,
		outOfRange: { color: data.colours[0] },
		pieces: data.colours
			.slice(1)
			.map((color, at) => ({ gte: bounds[at], lt: bounds[at + 1], color }))
	},
	series: [
		{
			type: 'map',
			map: 'communes',
			nameProperty: 'code',
			roam: true,
			selectedMode: false,
			itemStyle: { borderWidth: 0.12 },
			data: values(data.months[0])
		}
	]
});
await first;
let at = 0;
await ready(async () => {
	at = (at + 1) % data.months.length;
	const drawn = finished();
	chart.setOption({ series: [{ data: values(data.months[at]) }] });
	await drawn;
});
