"""What the seeds of several documents are written with: the places, the indicators, and the passages around the aims."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.lexicon import divisions
from pipeline.model import Level

# A seed may need so many counties below its prefecture.
_COUNTIES = 6


@dataclass(frozen=True, slots=True)
class Where:
    """The places of one seed and of no other: a prefecture and counties of it."""

    city: str
    counties: tuple[str, ...]


def places(rng: random.Random) -> Iterator[Where]:
    """Yield prefectures with counties whose names no other place has, in an order of chance."""
    known = [place for place in divisions() if place.code and place.current]
    names = Counter(name for place in divisions() for name in place.names)
    below: dict[str, list[str]] = defaultdict(list)
    for place in known:
        if place.level is Level.COUNTY and len(place.name) > 2 and names[place.name] == 1:
            below[place.code[:4]].append(place.name)
    cities = [place for place in known if place.level is Level.PREFECTURE and place.name[-1] in "市州盟"]
    rng.shuffle(cities)
    for city in cities:
        counties = below[city.code[:4]]
        if len(counties) >= _COUNTIES and names[city.name] == 1:
            yield Where(city.name, tuple(rng.sample(counties, _COUNTIES)))


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator with ways to write an aim and one to write what became of it; values from `low` to `high` in steps,
    `better` is -1 where less is."""

    name: str
    aims: tuple[str, ...]
    told: str
    low: str
    high: str
    step: str = "0.1"
    better: int = 1


_GROWS = (
    "{0}增长{1}%",
    "{0}增长{1}%左右",
    "{0}力争增长{1}%",
    "{0}预期增长{1}%",
    "{0}增长{1}%以上",
    "{0}增速保持在{1}%",
)
_REACHES = ("{0}达到{1}%", "{0}提高到{1}%", "{0}达到{1}%以上", "{0}达{1}%")
_WITHIN = ("{0}控制在{1}%以内", "{0}不超过{1}%", "{0}控制在{1}%左右")
_FALLS = ("{0}下降{1}%", "{0}降低{1}%", "{0}下降{1}%以上")
_GREW, _REACHED, _FELL = "{0}增长{1}%", "{0}达到{1}%", "{0}下降{1}%"

GROWING = (
    Indicator("地区生产总值", _GROWS, _GREW, "5.5", "7.5"),
    Indicator("规模以上工业增加值", _GROWS, _GREW, "6", "8.5"),
    Indicator("固定资产投资", _GROWS, _GREW, "5", "9"),
    Indicator("社会消费品零售总额", _GROWS, _GREW, "6", "9"),
    Indicator("一般公共预算收入", _GROWS, _GREW, "4", "7"),
    Indicator("进出口总额", _GROWS, _GREW, "4", "8"),
    Indicator("城镇居民人均可支配收入", _GROWS, _GREW, "5.5", "7.5"),
    Indicator("农村居民人均可支配收入", _GROWS, _GREW, "6.5", "8.5"),
)
LIMITED = (
    Indicator("城镇调查失业率", _WITHIN, _REACHED, "5", "5.8", better=-1),
    Indicator("居民消费价格涨幅", _WITHIN, _REACHED, "2", "3.2", better=-1),
    Indicator("单位地区生产总值能耗", _FALLS, _FELL, "2.4", "3.6"),
)
SHARES = (
    Indicator("农村自来水普及率", _REACHES, _REACHED, "88", "93"),
    Indicator("常住人口城镇化率", _REACHES, _REACHED, "51", "63"),
    Indicator("森林覆盖率", _REACHES, _REACHED, "41", "58"),
    Indicator("高中阶段毛入学率", _REACHES, _REACHED, "90", "94"),
    Indicator("农村卫生厕所普及率", _REACHES, _REACHED, "76", "89"),
    Indicator("城镇污水处理率", _REACHES, _REACHED, "87", "94"),
    Indicator("主要农作物耕种收综合机械化率", _REACHES, _REACHED, "66", "82"),
)
AMOUNTS = (
    Indicator("城镇新增就业", ("{0}{1}人", "{0}{1}人以上", "实现{0}{1}人"), "{0}{1}人", "3200", "8600", "100"),
    Indicator(
        "粮食产量", ("{0}稳定在{1}吨", "{0}达到{1}吨以上", "{0}达到{1}吨"), "{0}达到{1}吨", "41000", "96000", "1000"
    ),
    Indicator("农村劳动力转移就业", ("{0}{1}人", "{0}{1}人以上"), "{0}{1}人", "2100", "7800", "100"),
)


def value_of(rng: random.Random, indicator: Indicator) -> Decimal:
    """Return a value that the indicator may have."""
    low, high, step = Decimal(indicator.low), Decimal(indicator.high), Decimal(indicator.step)
    return low + rng.randrange(int((high - low) / step) + 1) * step


def aim(rng: random.Random, indicator: Indicator, value: object) -> str:
    """Return an aim in one of its wordings: 固定资产投资力争增长7.5%."""
    return rng.choice(indicator.aims).format(indicator.name, value)


def told(indicator: Indicator, value: object) -> str:
    """Return what is reported of an indicator: 固定资产投资增长7.6%."""
    return indicator.told.format(indicator.name, value)


_LEADS = (
    "今年经济社会发展的主要预期目标是：",
    "综合考虑各方面因素，今年发展的主要预期目标为：",
    "{year}年经济社会发展主要预期目标建议为：",
    "今年全{kind}经济社会发展主要目标是：",
    "建议{year}年全{kind}主要预期目标为：",
)
_REVIEWS = ("过去一年，", "{before}年，全{kind}上下真抓实干，", "回顾{before}年，", "刚刚过去的{before}年，全{kind}")


def kind_of(place: str) -> str:
    """Return how a place speaks of itself: 全市, 全县, 全州."""
    return place[-1] if place[-1] in "市县区州旗盟" else "域"


def report(rng: random.Random, place: str, year: int, *, aims: str = "", review: str = "") -> str:
    """Return a place's report of a year: what became of the last one, the aims, and the work."""
    names = {"year": year, "before": year - 1, "kind": kind_of(place)}
    title = rng.choice(
        ("{year}年{place}政府工作报告", "{place}{year}年政府工作报告", "{place}政府工作报告（{year}年）")
    )
    told_of = f"{rng.choice(_REVIEWS).format(**names)}{review}。" if review else ""
    parts = [title.format(year=year, place=place), f"一、{year - 1}年工作回顾", told_of + work(rng, 2)]
    if aims:
        parts += [f"二、{year}年工作安排", f"{rng.choice(_LEADS).format(**names)}{aims}。"]
    number = "三" if aims else "二"
    parts += [f"{number}、重点任务", *(f"（{order}）{work(rng, 2)}" for order in "一二三四")]
    return "\n".join(parts) + "\n"


def work(rng: random.Random, count: int) -> str:
    """Return sentences of what is to be done, without figures of main indicators."""
    return "".join(rng.sample(WORK, count))


WORK = (
    "推动骨干企业与配套企业结对攻关，补上产业链上的薄弱环节。",
    "开发区实行区域评估，让入园项目拿地后就能动工。",
    "持续清理规范涉企收费，把惠企资金直接拨到企业账上。",
    "支持老字号进商圈、进景区，办好秋季美食节和年货大集。",
    "把夜间公交延长到商业街，方便群众下班后购物就餐。",
    "疏通城区断头路，改造易涝路口的雨水管道。",
    "对老楼外墙、屋面和上下水管逐栋体检，先修隐患最大的楼。",
    "在小区门口增设快递柜和电动车充电棚，由物业统一看护。",
    "乡镇卫生院与县级医院共用检查结果，群众少跑路、少花钱。",
    "家庭医生每季度上门一次，为慢性病老人量血压、送药单。",
    "中小学课后服务实行菜单式选课，周末开放操场和阅览室。",
    "办好寄宿制学校食堂，实行校长陪餐和家长轮值。",
    "选派骨干教师到偏远教学点支教，任教经历计入职称评审。",
    "完善村级养老互助点，为独居老人提供午餐和代办服务。",
    "健全残疾人家庭无障碍设施的报修渠道，做到随报随修。",
    "严格落实河湖巡查制度，发现乱倒乱排当天处置。",
    "对秸秆实行收集、打捆、加工一条龙利用，禁止露天焚烧。",
    "矿山企业边开采边复绿，验收不过关的停产整改。",
    "加快灌区渠道衬砌，把水送到田间地头最后一段。",
    "推广水肥一体和统防统治，让种粮大户省工又省药。",
    "整治撂荒地，由村集体代耕代种，收益按股分给农户。",
    "发展林下菌菇、中药材和土蜂蜜，注册统一的区域商标。",
    "培育乡村匠人工坊，把竹编、刺绣、木雕做成旅游商品。",
    "修缮古村落的祠堂和石板路，保留炊烟与乡音。",
    "整合图书馆、文化馆资源，每月送一场戏到村。",
    "打通旅游环线上的卡口，在沿途布设驿站和观景台。",
    "严查超限超载，在事故多发路段加装护栏和爆闪灯。",
    "对危险化学品企业开展夜间抽查，隐患不除不得复产。",
    "建好应急广播，遇强降雨先叫醒山脚和河边的住户。",
    "推行民情夜访，干部当晚记账、次日交办、月底回访。",
    "政务大厅设立办不成事窗口，由值班领导当面协调。",
    "凡是能网上核验的材料，一律不再要求群众提交复印件。",
    "压减会议和文件，把基层填表次数降下来。",
    "严格预算约束，一般性支出能省则省，过紧日子成为常态。",
    "积极稳妥化解存量债务，坚决不上没有资金来源的项目。",
    "对重大投资实行后评价，决策失误的要追责。",
    "鼓励科研院所在本地设立中试基地，成果先在本地转化。",
    "向首次购买创新设备的企业发放补助，由财政和保险共担风险。",
    "设立青年人才驿站，外地毕业生求职可以免费住宿。",
    "围绕产业办好技工院校，让学生入校就与企业签约。",
    "畅通农民工欠薪投诉渠道，接诉后先垫付、再追偿。",
    "推广信用融资，小店凭流水和纳税记录就能贷款。",
    "支持企业抱团参加境外展会，由商务部门统一办理展位。",
    "开通中欧班列集货专线，海关实行预约查验。",
    "用好口岸政策，发展跨境电商和保税仓储。",
    "办好人大代表建议和政协提案，办理结果向社会公开。",
    "开展法治宣讲进企业、进校园，重大决策先听法律顾问意见。",
    "做好退役军人安置，逐户走访烈属和老兵。",
    "慎终如始抓好食品抽检，问题批次一追到底。",
    "数据共享到村，社保、医保、低保在村委会一站办结。",
    "对沿街店铺实行门前责任制，保洁、绿化、停放一并管起来。",
    "在公园里辟出球场和健身步道，清晨深夜不锁门。",
    "恢复湿地水系，在候鸟迁徙时节限制游船通行。",
    "推行绿色建材下乡，农房新建先看图集再动工。",
    "完善城乡公交换乘，让山里的孩子半小时到镇上的学校。",
    "对返乡创业者给予场地、贷款和用工三项支持。",
    "探索宅基地有偿退出，退出的农户优先安排住房。",
    "加固病险山塘，汛前逐座试水放闸。",
    "开展扫黑除恶常态化斗争，严打电信网络诈骗。",
    "组建社区工作者队伍，实行持证上岗、按绩取酬。",
    "把优秀年轻干部放到项目一线，干得好的优先使用。",
    "严格落实中央八项规定精神，以上率下改进作风。",
    "坚持调整优化产业结构，淘汰落后产能，给新产业腾出地方。",
    "加强规划与项目的衔接，建成一批、开工一批、储备一批。",
    "充分考虑老年人的习惯，保留现金窗口和人工服务。",
    "调整公交线网，撤并重复线路，把车投到新区去。",
)
