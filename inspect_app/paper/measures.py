"""Digits in a cell, what stands between them, and what makes one an amount. Pure."""

# Half and full width: a clerk's keyboard is in either.
DIGITS = "[0-9\uff10-\uff19]"
PARTING = "、,，;；/／+＋&＆。.．·|｜\\\\:：和与及跟"
END = f"(?=$|[\\s{PARTING}])"

_MEASURE_CHARS = (
    "个米处号楼组天年月日次户家人条根块片只棵亩吨里公斤平厘名位辆座栋层间盏桶点队段排元"
    "堆袋车台张把口周社巷期百千万小分秒箱筐件份种株头道扇面套批趟班多余几"
)
MEASURE = f"[{_MEASURE_CHARS}]"
# Right behind a number these count what was found: 2个桶, 2组路口, where 2张家门口 is a place.
COUNTED_IN = "[处个户次堆桶号栋组棵辆块米天月年]"
