// Written by `npm run sync` from data/networks.csv, data/targets.csv and data/operators.csv; a test tells when it is out of date.

export const LISTED_NETWORKS = [
	{
		"id": "mobile",
		"vi": "Di động",
		"en": "Mobile",
		"partOf": null,
		"threshold": 300
	},
	{
		"id": "fixed",
		"vi": "Cố định",
		"en": "Fixed",
		"partOf": null,
		"threshold": 300
	},
	{
		"id": "5g",
		"vi": "5G",
		"en": "5G",
		"partOf": "mobile",
		"threshold": null
	}
] as const;

export const LISTED_WORDS = [
	{
		"id": "mobile",
		"words": [
			"mobile broadband",
			"mobile data",
			"mobile network",
			"mobile internet",
			"type mobile",
			"bang rong di dong",
			"internet bang rong di dong",
			"internet di dong",
			"di dong bang rong",
			"di dong",
			"brdd",
			"brdd di dong",
			"cellular",
			"dtdd"
		],
		"cells": [
			"mang di dong",
			"dien thoai",
			"cell",
			"wwan",
			"mobile cell",
			"dd"
		],
		"technologies": [
			[
				"2g",
				"2 g",
				"gsm",
				"edge",
				"gprs"
			],
			[
				"3g",
				"3 g",
				"umts",
				"hspa",
				"hsdpa",
				"hsupa",
				"wcdma"
			],
			[
				"4g",
				"4 g",
				"lte",
				"4g lte",
				"4 g lte",
				"lte 4g",
				"lte a",
				"4g lte a",
				"lte advanced"
			]
		]
	},
	{
		"id": "fixed",
		"words": [
			"fixed broadband",
			"fixed line",
			"fixed network",
			"bang rong co dinh",
			"internet bang rong co dinh",
			"internet co dinh",
			"co dinh bang rong",
			"co dinh",
			"brcd",
			"brcd co dinh",
			"bang rong cd",
			"ftth",
			"fttx",
			"adsl",
			"xdsl",
			"cap quang",
			"ethernet"
		],
		"cells": [
			"mang co dinh",
			"fiber",
			"fibre",
			"broadband",
			"cd"
		],
		"technologies": [
			[
				"wifi",
				"wi fi",
				"wlan"
			],
			[
				"satellite",
				"ve tinh",
				"starlink"
			]
		]
	},
	{
		"id": "5g",
		"words": [
			"5 g",
			"5g nr",
			"5g nsa",
			"5g sa",
			"5 g nsa",
			"5 g sa",
			"nr",
			"nr nsa",
			"nr sa"
		],
		"cells": [
			"mang 5g"
		],
		"technologies": []
	}
] as const;

export const LISTED_TARGETS = [
	{
		"from": "2022-10-01",
		"network": "mobile",
		"mbps": 30,
		"vi": "",
		"en": "",
		"actVi": "QCVN 126:2021/BTTTT",
		"actEn": "QCVN 126:2021/BTTTT"
	},
	{
		"from": "2024-01-11",
		"network": "mobile",
		"mbps": 40,
		"vi": "4G",
		"en": "4G",
		"actVi": "Quyết định 36/QĐ-TTg",
		"actEn": "Decision 36/QĐ-TTg"
	},
	{
		"from": "2024-01-11",
		"network": "mobile",
		"mbps": 100,
		"vi": "5G",
		"en": "5G",
		"actVi": "Quyết định 36/QĐ-TTg",
		"actEn": "Decision 36/QĐ-TTg"
	},
	{
		"from": "2024-01-11",
		"network": "5g",
		"mbps": 100,
		"vi": "5G",
		"en": "5G",
		"actVi": "Quyết định 36/QĐ-TTg",
		"actEn": "Decision 36/QĐ-TTg"
	},
	{
		"from": "2024-01-11",
		"network": "fixed",
		"mbps": 200,
		"vi": "Cố định",
		"en": "Fixed",
		"actVi": "Quyết định 36/QĐ-TTg",
		"actEn": "Decision 36/QĐ-TTg"
	},
	{
		"from": "2026-01-01",
		"network": "mobile",
		"mbps": 170,
		"vi": "Di động",
		"en": "Mobile",
		"actVi": "Cục Viễn thông: mục tiêu năm 2026",
		"actEn": "Telecommunications Authority: target for 2026"
	},
	{
		"from": "2026-01-01",
		"network": "fixed",
		"mbps": 300,
		"vi": "Cố định",
		"en": "Fixed",
		"actVi": "Cục Viễn thông: mục tiêu năm 2026",
		"actEn": "Telecommunications Authority: target for 2026"
	}
] as const;

export const LISTED_OPERATORS: readonly { name: string; spellings: readonly string[] }[] = [
	{
		"name": "Viettel",
		"spellings": [
			"Viettel Telecom",
			"Viettel Mobile",
			"Viettel Group",
			"Viettel Network",
			"Viettel 4G",
			"Viettel 5G",
			"VN Viettel",
			"Viettel Vietnam",
			"Viettel VN",
			"Tập đoàn Viettel",
			"Tổng công ty Viễn thông Viettel",
			"Tập đoàn Công nghiệp - Viễn thông Quân đội",
			"452-04",
			"45204",
			"AS7552",
			"AS24086",
			"Mạng Viettel",
			"TCT Viễn thông Viettel",
			"Viettel Telecom Corporation",
			"Tập đoàn Công nghiệp - Viễn thông Quân đội Viettel",
			"Viễn thông Viettel"
		]
	},
	{
		"name": "VNPT",
		"spellings": [
			"VinaPhone",
			"Vina",
			"VNPT VinaPhone",
			"VNPT-VNP",
			"VN VinaPhone",
			"VinaPhone VN",
			"VNPT Net",
			"VNPT Corp",
			"VNPT Group",
			"Tập đoàn VNPT",
			"Tổng công ty Dịch vụ Viễn thông",
			"Tập đoàn Bưu chính Viễn thông Việt Nam",
			"Vietnam Posts and Telecommunications Group",
			"452-02",
			"45202",
			"AS45899",
			"Mạng VinaPhone",
			"Mạng VNPT",
			"TCT Dịch vụ Viễn thông",
			"Tổng công ty Dịch vụ Viễn thông VNPT VinaPhone",
			"TCT Dịch vụ Viễn thông VNPT VinaPhone",
			"Tổng công ty Dịch vụ Viễn thông VinaPhone",
			"Tập đoàn Bưu chính Viễn thông Việt Nam VNPT",
			"VinaFone"
		]
	},
	{
		"name": "MobiFone",
		"spellings": [
			"MobiFone VN",
			"VN MobiFone",
			"VMS MobiFone",
			"VMS",
			"Tổng công ty Viễn thông MobiFone",
			"Mobifone Corporation",
			"452-01",
			"45201",
			"AS131429",
			"Mobiphone",
			"Mạng MobiFone",
			"TCT Viễn thông MobiFone",
			"Công ty MobiFone",
			"MobiFone Telecommunications Corporation"
		]
	},
	{
		"name": "Vietnamobile",
		"spellings": [
			"VN Mobile",
			"Hanoi Telecom",
			"HTMobile",
			"Công ty Cổ phần Viễn thông Di động Vietnamobile",
			"452-05",
			"45205",
			"Vietnam Mobile",
			"Mạng Vietnamobile",
			"Vietnamobile JSC",
			"Công ty Cổ phần Vietnamobile",
			"Công ty CP Viễn thông Di động Vietnamobile",
			"CTCP Viễn thông Di động Vietnamobile",
			"Vietnamobile Telecommunications Joint Stock Company"
		]
	},
	{
		"name": "Gmobile",
		"spellings": [
			"GTel",
			"GTel Mobile",
			"Beeline VN",
			"Beeline Vietnam",
			"452-07",
			"45207",
			"Mạng Gmobile",
			"GTel Mobile JSC",
			"Công ty Cổ phần Viễn thông Di động Toàn Cầu",
			"Công ty CP Viễn thông Di động Toàn Cầu",
			"CTCP Viễn thông Di động Toàn Cầu",
			"Viễn thông Di động Toàn Cầu"
		]
	},
	{
		"name": "iTel",
		"spellings": [
			"Itelecom",
			"Indochina Telecom",
			"Đông Dương Telecom",
			"Mạng iTel",
			"Công ty Cổ phần Viễn thông Đông Dương Telecom",
			"Công ty CP Viễn thông Đông Dương Telecom",
			"CTCP Viễn thông Đông Dương Telecom",
			"Viễn thông Đông Dương"
		]
	},
	{
		"name": "VNSKY",
		"spellings": [
			"Mạng VNSKY"
		]
	},
	{
		"name": "Wintel",
		"spellings": [
			"Reddi",
			"Mobicast",
			"Mạng Wintel",
			"Mạng Reddi",
			"Wintel Mobile",
			"Công ty Cổ phần Mobicast",
			"Công ty CP Mobicast",
			"CTCP Mobicast"
		]
	},
	{
		"name": "FPT Telecom",
		"spellings": [
			"FPT",
			"FPT Internet",
			"FPT Broadband",
			"Công ty Cổ phần Viễn thông FPT",
			"AS18403",
			"Viễn thông FPT",
			"Mạng FPT",
			"Công ty CP Viễn thông FPT",
			"CTCP Viễn thông FPT",
			"FPT Telecom JSC"
		]
	},
	{
		"name": "CMC Telecom",
		"spellings": [
			"CMC",
			"CMC TI",
			"Công ty Cổ phần Hạ tầng Viễn thông CMC",
			"AS45903",
			"Viễn thông CMC",
			"Mạng CMC",
			"Công ty CP Hạ tầng Viễn thông CMC",
			"CTCP Hạ tầng Viễn thông CMC"
		]
	},
	{
		"name": "SCTV",
		"spellings": [
			"Saigontourist",
			"SCTV Net",
			"Công ty TNHH Truyền hình Cáp Saigontourist",
			"Mạng SCTV",
			"Truyền hình Cáp Saigontourist",
			"Công ty TNHH Truyền hình Cáp SCTV"
		]
	},
	{
		"name": "VTVcab",
		"spellings": [
			"VTVcab ON",
			"Tổng công ty Truyền hình Cáp Việt Nam",
			"Mạng VTVcab",
			"TCT Truyền hình Cáp Việt Nam",
			"Truyền hình Cáp Việt Nam"
		]
	},
	{
		"name": "SPT",
		"spellings": [
			"Saigon Postel",
			"S-Fone",
			"Công ty Cổ phần Dịch vụ Bưu chính Viễn thông Sài Gòn",
			"Công ty CP Dịch vụ Bưu chính Viễn thông Sài Gòn"
		]
	},
	{
		"name": "NetNam",
		"spellings": [
			"Công ty NetNam",
			"AS24173"
		]
	}
];
