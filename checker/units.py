"""Units (计量单位): one declarative table of what printed numbers are counted in.

A unit is a base from the tables below, with or without a magnitude (万, 亿 …) in front.
To add one, add a line.  The text after a counter lists what may not follow it, because
the characters would then begin another word: 5 个, but not 5 个别.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache

from checker.number import Unit
from checker.numeral import MORE, SPACE

MAGNITUDES = {
    "十": 10,
    "百": 100,
    "千": 1_000,
    "万": 10_000,
    "十万": 100_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 10**8,
    "十亿": 10**9,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
}

# Magnitudes that may stand without a unit (106.6 万), and what may not follow them then.
BARE = ("万亿", "千亿", "百亿", "十亿", "亿", "千万", "百万", "十万", "万", "千")
_NOT_AFTER_BARE = "达广 科 象 众 物 里 村 全 百 克 瓦 伏 卡"

# name: (dimension, base units in one, what may not follow)
MEASURES: dict[str, tuple[str, Fraction | int, str]] = {
    # money, in 元
    "元": ("money", 1, "旦 宵 素 件 宇"),
    "圆": ("money", 1, "满 形 桌 心"),
    "美元": ("美元", 1, ""),
    "港元": ("港元", 1, ""),
    "欧元": ("欧元", 1, ""),
    # shares
    "%": ("percent", 1, ""),
    "‰": ("percent", Fraction(1, 10), ""),
    "成": ("percent", 10, "立 功 为 果 员 本 效 交 绩 熟 长 就 人 都 品 型 分 份 套 年"),
    "个百分点": ("point", 1, ""),
    "百分点": ("point", 1, ""),
    "倍": ("倍", 1, "数 率 增 子 籽"),
    # scores
    "分": (
        "score",
        1,
        "别 类 级 布 配 析 管 公 局 支 批 期 散 队 点 店 解 割 享 红 之 担 化 工 流 区 会 院 行 拣"
        + " 层 中 时 数 组 片 段 项 包 场 册 校 业 部 阶 米",
    ),
    # areas, in 平方米
    "平方米": ("area", 1, ""),
    "平米": ("area", 1, ""),
    "平方": ("area", 1, "米 公 千"),
    "㎡": ("area", 1, ""),
    "m²": ("area", 1, ""),
    "公顷": ("area", 10_000, ""),
    "hm²": ("area", 10_000, ""),
    "亩": ("area", Fraction(2000, 3), "产 均"),
    "平方公里": ("area", 1_000_000, ""),
    "平方千米": ("area", 1_000_000, ""),
    "km²": ("area", 1_000_000, ""),
    # volumes, in 立方米
    "立方米": ("volume", 1, ""),
    "立方": ("volume", 1, "米"),
    "m³": ("volume", 1, ""),
    "升": ("volume", Fraction(1, 1000), "级 高 至 到 为 幅 学 值 降 任 华 压 温 入 旗 格 迁"),
    "千升": ("volume", 1, ""),
    "毫升": ("volume", Fraction(1, 10**6), ""),
    # lengths, in 米
    "米": ("length", 1, "饭 面 粮 线 袋 油 粒"),
    "延米": ("length", 1, ""),
    "m": ("length", 1, ""),
    "公里": ("length", 1000, ""),
    "千米": ("length", 1000, ""),
    "km": ("length", 1000, ""),
    "厘米": ("length", Fraction(1, 100), ""),
    "cm": ("length", Fraction(1, 100), ""),
    "毫米": ("length", Fraction(1, 1000), ""),
    "mm": ("length", Fraction(1, 1000), ""),
    # masses, in 吨
    "吨": ("mass", 1, "位"),
    "t": ("mass", 1, ""),
    "吨公里": ("吨公里", 1, ""),
    "公斤": ("mass", Fraction(1, 1000), ""),
    "千克": ("mass", Fraction(1, 1000), ""),
    "kg": ("mass", Fraction(1, 1000), ""),
    "斤": ("mass", Fraction(1, 2000), ""),
    "克": ("mass", Fraction(1, 10**6), "服 隆 制 难 扣 己"),
    # energy, in 千瓦时; power, in 千瓦
    "千瓦时": ("energy", 1, ""),
    "kWh": ("energy", 1, ""),
    "千瓦": ("power", 1, ""),
    "kW": ("power", 1, ""),
    "兆瓦": ("power", 1000, ""),
    "度": ("度", 1, "假 量 数 夏 过 汛 日"),
    # time, in 小时; days, months and years have no common length
    "小时": ("time", 1, ""),
    "分钟": ("time", Fraction(1, 60), ""),
    "秒": ("time", Fraction(1, 3600), "杀"),
}

# Whole things, each its own dimension.  counter: what may not follow
COUNTERS: dict[str, str] = {
    "个": "性 别 案(?!例|件) 体(?!育|验|检|系)",
    "人": "民 大(?!会|型|部|楼) 才 员 口 社 群 事 力 工 数 防 行 屋 居"
    + " 均(?=可|收|增|年|纯|消|住|面|用|绿|耕|补|G|达|值|产)",
    "人次": "数",
    "名": "称 单(?!亲|位|身) 录 义 誉 胜 牌 次 列",
    "户": "籍 外 型 口 均(?=可|收|增|年|纯|消|住|面|用|耕|补|达|存|产) 主 数 内",
    "户次": "",
    "家": "庭 长(?!者|期|效) 属 园 访 校",
    "家次": "",
    "次": "生 日 要 数 序 年 月 品 级 卧 新 干 性",
    "项": "目(?!标)",
    "项次": "",
    "宗": "教 旨 祠 族",
    "份": "额",
    "条": "件 例 款 约",
    "场": "地 所 馆 景",
    "场次": "",
    "件": "",
    "件次": "",
    "处": "理 置 长 于 级 室 决",
    "株": "",
    "篇": "幅 章",
    "期": "间 末 望 初 限 满 待",
    "套": "路 餐 用 取 现",
    "间": "接 隔 距 断 歇",
    "所": "有 以 属 在 需 得 长 辖 示 述 谓 涉 能 致 作 见 获",
    "辆": "",
    "辆次": "",
    "台": "账 风 湾 北 胞 阶 词 州 山 盟 历",
    "台次": "",
    "册": "外",
    "幅": "度",
    "队": "伍 员 长 友",
    "支": "持 出 付 撑 部(?!队) 援 行 局 委 柱 教 队(?!伍)",
    "批": "准 复 发 评 示 改 量 后 前 文",
    "批次": "",
    "轮": "流 候 岗 胎 椅 渡 汽 摩 车",
    "组": "织 长 建 成 合 团 员 装 件",
    "位": "于 置 列",
    "栋": "",
    "幢": "",
    "层": "面 级 次",
    "面": "积 向 对 临 貌 试 板 粉 料 包 谈 部 层 授",
    "封": "闭 控 存 锁 面 顶",
    "只": "有 要 能 是 需 占",
    "座": "谈 位 椅 机 落 次",
    "棵": "",
    "例": "如 会 行 外",
    "例次": "",
    "段": "落",
    "块": "状 链",
    "片": "区",
    "起": "点 草 来 始 步 诉 到 重 义 伏 因",
    "大": "型 量 幅 小 学 会 厦 道 街 楼 桥 专 院 约 概 力 家 数 额 于 师 米",
    "级": "",
    "类": "似 别 型",
    "种": "植(?!物) 子 养 苗 业 树",
    "岁": "月 末 初",
    "周岁": "",
    "天": "津 河 面 然 气 桥 佑",
    "日历天": "",
    "工作日": "",
    "个工作日": "",
    "个月": "",
    "个季度": "",
    "周": "边 围 年 期 末 转 报 密 全 知 刊 到 岁 [一二三四五六日]",
    "年": "级 轻 代 货 度 终 初 中 底 末 龄 检",
    "届": "时 毕 满",
    "人天": "",
    "人月": "",
    "人份": "",
    "工日": "",
    "工时": "",
    "车次": "",
    "班次": "",
    "航次": "",
    "餐次": "",
    "课时": "",
    "学时": "",
    "节": "约 点 目 日 能 省 假 水 后 前 余 气 育 庆 奏 俗",
    "门": "诊 前 店 户 口 类 卫 牌 禁 面 楼 头 急",
    "本": "街 区 市 部 单 级 年 次 人 科 地 月 村 届 省 社 局 院 期 轮 来 身 项 报 表 着 镇 辖 土",
    "部": "门 分 署 队 长 委 级 件 位 落 属 办",
    "张": "贴 开 家 力 扬 弛 口",
    "床": "",
    "盏": "",
    "根": "据 本 治 源 除 基",
    "桶": "",
    "箱": "",
    "瓶": "",
    "架": "构 设 空",
    "艘": "",
    "枚": "",
    "颗": "",
    "桩": "",
    "对": "[^，。；、）)夫新的]",
    "单": "位 独 一 项 元 个 亲 身",
    "头只": "",
    "眼": "睛 科 镜 压 部 前 底 见 界 球 病 泪 光 下 中",
    "头": "条 像 部 脑 号 痛",
    "页": "",
    "字": "号 样 画",
    "集": "体 中 团 合 市 聚 约 成 美 结 思 训 贸 装",
    "首": "个 次 批 届 席 先 位 创 家 发 要 都 府 页 段 期 例",
    "票": "",
    "桌": "",
    "樘": "",
    "扇": "",
}

# Counters that a Chinese numeral counts; with the others it is mostly a name or a rank:
# 三期 (the third phase), 二级, 十分.
_SPELT = (
    "个 人 人次 名 户 家 家次 次 项 宗 份 条 场 场次 件 处 株 篇 套 间 所 辆 台 册 支 批 批次"
    " 轮 组 位 栋 座 棵 例 块 片 起 大 级 类 种 岁 天 年 周 个月 工作日 个工作日 张 门 盏 车次 课时"
)
SPELT = frozenset(_SPELT.split())
SPELT_MEASURES = frozenset(("money", "percent", "point", "area", "mass", "length", "time", "倍"))

# The same unit printed otherwise: 333 m<sup>2</sup>, 3984 m2.
_SAME = re.compile(r"(?:<sup>\s*|\^)?([23])(?:\s*</sup>)?$")
_LATIN = re.compile(r"[A-Za-z]")


@cache
def unit(name: str) -> Unit | None:
    """The unit printed as ``name``: 元, 万元, 个百分点, 万人次, m², 元/人; None if it is none."""
    name = re.sub(rf"{SPACE}+", "", name)
    if _LATIN.match(name.lstrip("".join(MAGNITUDES))):
        name = _SAME.sub(lambda power: "²" if power[1] == "2" else "³", name)
    over, _, under = name.partition("/")
    if under:
        upper, lower = unit(over), unit(under)
        if upper is None or lower is None:
            return None
        return Unit(name, f"{upper.dimension}/{lower.dimension}", upper.scale / lower.scale)
    if base := _base(name):
        return base
    if name in BARE:
        return Unit(name, "", Fraction(MAGNITUDES[name]), whole=True)
    for length in (2, 1):
        scale, base = MAGNITUDES.get(name[:length]), _base(name[length:])
        if scale and base and base.dimension not in ("percent", "point"):
            return Unit(name, base.dimension, base.scale * scale, base.whole)
    return None


def _base(name: str) -> Unit | None:
    if name in MEASURES:
        dimension, scale, _ = MEASURES[name]
        return Unit(name, dimension, Fraction(scale))
    return Unit(name, name, whole=True) if name in COUNTERS else None


def pattern() -> str:
    """Regular expression source for a printed unit, its magnitude included, longest first.

    Between magnitude and base it lets one of ``MORE`` stand.
    """
    follows = {name: after for name, (_, _, after) in MEASURES.items()} | COUNTERS
    bases = "|".join(
        _spelling(name) + _not_before(follows[name])
        for name in sorted(follows, key=len, reverse=True)
    )
    magnitudes = "|".join(sorted(MAGNITUDES, key=len, reverse=True))
    base = f"(?:{bases})"
    scaled = f"(?:{magnitudes})(?:{SPACE}?{MORE})?{SPACE}?{base}"
    bare = f"(?:{'|'.join(BARE)}){_not_before(_NOT_AFTER_BARE)}"
    return f"(?:(?:{base}|{scaled})(?:/{base})?|{bare})"


def _spelling(name: str) -> str:
    if not _LATIN.match(name):
        return re.escape(name)
    power = {"²": r"(?:²|\^?2|<sup>\s*2\s*</sup>)", "³": r"(?:³|\^?3|<sup>\s*3\s*</sup>)"}
    return name.rstrip("²³") + power.get(name[-1], "") + "(?![A-Za-z0-9])"


def _not_before(words: str) -> str:
    return f"(?!{'|'.join(words.split())})" if words else ""
