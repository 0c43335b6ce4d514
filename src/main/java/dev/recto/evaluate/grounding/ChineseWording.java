package dev.recto.evaluate.grounding;

import com.ibm.icu.text.Transliterator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes Chinese sentences. */
public final class ChineseWording implements Wording {
    private static final Pattern YEAR = Pattern.compile("(?<!\\d)(?:1[0-9]|20)\\d\\d(?= ?年(?!代))");
    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\d.,–-])\\d{1,3}(?:,\\d{3})*(?:\\.\\d+)?(?![\\d½]|,\\d| ?[年月日]| ?世纪)");
    private static final String ENTITY_END = "大学|学院|公司|教堂|教会|剧院|博物馆|王国|帝国|共和国|条约|战争|运动|队|州|市|县|省|河|岛|湖|山|海|国";

    /** Characters that foreign names are written with. */
    private static final String SOUND =
            "[阿埃艾安奥巴柏拜班保鲍贝本比彼宾波伯博布采查达丹德登迪丁杜厄恩尔法菲费芬弗福盖戈格古哈海汉赫亨胡华霍基吉加伽贾杰金卡凯坎康考科克肯库夸拉莱兰朗劳勒雷里利林卢鲁路伦罗洛马迈麦曼梅门蒙米密莫默姆穆纳奈南内尼宁纽诺欧帕派潘庞佩彭皮珀普齐奇乔切琴萨塞桑森沙珊尚舍什圣施史斯丝苏索塔泰坦唐陶特提廷图托瓦万威韦维魏温文沃乌武西希锡夏肖谢辛休许雅亚扬耶叶伊因英尤约詹珍朱兹佐]";

    /** Names that are plain to see: dotted transliterations, long runs of their characters, titles, Latin words, and words that end as places and bodies do. */
    private static final Pattern NAME =
            Pattern.compile(SOUND + "{1,5}(?:·" + SOUND + "{1,6})+|" + SOUND + "{3,6}|(?<=《)[^》]{2,20}(?=》)"
                    + "|\\p{Lu}[\\p{L}&&[^\\p{IsHan}]]+(?: \\p{Lu}[\\p{L}&&[^\\p{IsHan}]]+){0,3}"
                    + "|(?<=[，。、的在于和与为对从到向了是由被（ ])[\\p{IsHan}&&[^的和与在被将同了从为以而也]]{2,5}?(?:" + ENTITY_END
                    + ")(?=[，。、的在是和与为有） ])");

    private static final Pattern DENIAL = Pattern.compile("不是|没有(?!人)|不能|不会|无法|从未|并未|不再|并不|尚未");
    private static final Map<String, String> AFFIRMED = Map.of(
            "不是", "是", "没有", "有", "不能", "能", "不会", "会", "无法", "能够", "从未", "曾", "并未", "已", "不再", "仍", "并不", "确实", "尚未",
            "已经");
    private static final Pattern PLAIN =
            Pattern.compile("(?<![不也还就但只可要总若都而或正老凡是])(?:是(?![否不非])|可以|能够|会(?=[在将把被导使对出发])|拥有|包括|属于|存在|获得|支持|参加)");
    private static final Map<String, String> DENIED = Map.ofEntries(
            Map.entry("是", "不是"),
            Map.entry("可以", "不可以"),
            Map.entry("能够", "不能够"),
            Map.entry("会", "不会"),
            Map.entry("拥有", "没有"),
            Map.entry("包括", "不包括"),
            Map.entry("属于", "不属于"),
            Map.entry("存在", "不存在"),
            Map.entry("获得", "没有获得"),
            Map.entry("支持", "不支持"),
            Map.entry("参加", "没有参加"));
    private static final String DEED =
            "击败|打败|战胜|邀请|任命|领导|支持|反对|创立|建立|成立|发明|发现|占领|征服|攻击|控制|影响|资助|选择|授予|指挥|收购|超过|取代|聘请|说服|要求|派遣|拒绝|批评|接受|统治|保护|帮助|赢得|吸引|领先|带领|加入|离开|出版|设计|管理|代表|命令|前往|抵达|袭击|杀死|会见|给予|提供|协助|创作|购买|写给|来到|进入|导致|引起|称为|教导|传播|受到|发展|改变|拥有|生产|制作|允许";

    private static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("因为", "由于"),
            Map.entry("由于", "因为"),
            Map.entry("但是", "不过"),
            Map.entry("然而", "但是"),
            Map.entry("因此", "所以"),
            Map.entry("大约", "约"),
            Map.entry("许多", "很多"),
            Map.entry("很多", "许多"),
            Map.entry("重要", "关键"),
            Map.entry("使用", "采用"),
            Map.entry("认为", "觉得"),
            Map.entry("位于", "坐落于"),
            Map.entry("建立", "创建"),
            Map.entry("开始", "着手"),
            Map.entry("巨大", "庞大"),
            Map.entry("增加", "增长"),
            Map.entry("减少", "下降"),
            Map.entry("著名", "知名"),
            Map.entry("主要", "首要"),
            Map.entry("部分", "一部分"),
            Map.entry("例如", "比如"),
            Map.entry("同时", "与此同时"),
            Map.entry("之后", "以后"),
            Map.entry("之前", "以前"),
            Map.entry("帮助", "协助"),
            Map.entry("提供", "给予"),
            Map.entry("需要", "须要"),
            Map.entry("允许", "准许"),
            Map.entry("包括", "包含"),
            Map.entry("成为", "变成"),
            Map.entry("导致", "引起"),
            Map.entry("获得", "得到"),
            Map.entry("被称为", "称作"),
            Map.entry("非常", "十分"),
            Map.entry("通常", "一般"),
            Map.entry("目前", "现在"),
            Map.entry("地区", "区域"),
            Map.entry("学生", "学员"),
            Map.entry("公司", "企业"),
            Map.entry("战争", "战事"),
            Map.entry("发生", "出现"),
            Map.entry("影响", "作用"),
            Map.entry("方法", "办法"),
            Map.entry("困难", "难题"),
            Map.entry("迅速", "快速"),
            Map.entry("最终", "最后"),
            Map.entry("以及", "和"),
            Map.entry("如果", "假如"));
    private static final Pattern ADVERB =
            Pattern.compile("(?<=\\p{IsHan})(?:也(?!许|不)|还(?!有|是)|非常|十分|通常|尤其|特别(?!是)|其实|最终|基本上)(?=\\p{IsHan})");

    private final Spelling spelling = new Spelling(Locale.SIMPLIFIED_CHINESE);
    private final Transliterator traditional = Transliterator.getInstance("Simplified-Traditional");

    @Override
    public Optional<String> reword(String sentence, Random random) {
        List<UnaryOperator<String>> ways = new ArrayList<>(List.of(
                text -> synonyms(text, random),
                text -> ADVERB.matcher(text).replaceFirst(""),
                ChineseWording::opening,
                ChineseWording::figures,
                this::spelled,
                ChineseWording::years));
        Collections.shuffle(ways, random);
        String text = sentence;
        int changes = 0;
        int most = 1 + random.nextInt(3);
        for (UnaryOperator<String> way : ways) {
            String changed = changes < most ? way.apply(text) : text;
            changes += changed.equals(text) ? 0 : 1;
            text = changed;
        }
        if (changes > 0) {
            int last = random.nextInt(10);
            text = last < 2 ? "根据文件，" + text : last == 2 ? traditional.transliterate(text) : text;
        }
        return changes == 0 ? Optional.empty() : Optional.of(text);
    }

    private static String synonyms(String text, Random random) {
        String changed = text;
        int most = 1 + random.nextInt(3);
        for (Map.Entry<String, String> pair : new TreeMap<>(SYNONYMS).entrySet()) {
            if (most > 0 && text.contains(pair.getKey()) && random.nextInt(3) > 0) {
                changed = changed.replaceFirst(pair.getKey(), pair.getValue());
                most--;
            }
        }
        return changed;
    }

    /** "在 1990 年，X。" → "X，那是在 1990 年。" */
    private static String opening(String text) {
        Matcher found = Pattern.compile("^((?:在|自|从)?[^，。]{0,6}\\d{3,4} ?年[^，。]{0,6})，([^。]{8,})。$")
                .matcher(text);
        return found.matches() ? found.group(2) + "，那是" + found.group(1) + "。" : text;
    }

    /** "30%" → "百分之三十" as digits allow; full-width digits; thousands marks out; "120,000" → "12万". */
    private static String figures(String text) {
        String percent = text.replaceFirst("(\\d+(?:\\.\\d+)?) ?%", "百分之$1");
        if (!percent.equals(text)) {
            return percent;
        }
        Matcher thousands =
                Pattern.compile("(?<![\\d,.])(\\d{1,3}),(\\d{3})(?![\\d,.])").matcher(text);
        if (thousands.find()) {
            return Replacing.at(text, thousands.toMatchResult(), thousands.group(1) + thousands.group(2));
        }
        Matcher whole = Pattern.compile("(?<![\\d,.])(\\d{1,3})0000(?![\\d.,])").matcher(text);
        return whole.find() ? Replacing.at(text, whole.toMatchResult(), whole.group(1) + "万") : wide(text);
    }

    private static String wide(String text) {
        Matcher digits = Pattern.compile("\\d+").matcher(text);
        if (!digits.find()) {
            return text;
        }
        StringBuilder full = new StringBuilder();
        digits.group().chars().forEach(digit -> full.append((char) (digit - '0' + '０')));
        return Replacing.at(text, digits.toMatchResult(), full.toString());
    }

    /** "24 次" → "二十四次", "三次" → "3 次". */
    private String spelled(String text) {
        Matcher digits = Pattern.compile("(?<![\\p{L}\\d.,$£€·–-])[1-9]\\d{0,2} ?(?=[次个名位人所座种支场岁天届枚条件])")
                .matcher(text);
        if (digits.find()) {
            return Replacing.at(
                    text,
                    digits.toMatchResult(),
                    spelling.words(Long.parseLong(digits.group().strip())));
        }
        for (int number = 3; number <= 12; number++) {
            Matcher word = Pattern.compile("(?<![一二三四五六七八九十百千万第])" + spelling.words(number) + "(?=[次个名位所座种支场岁天届枚条件])")
                    .matcher(text);
            if (word.find()) {
                return Replacing.at(text, word.toMatchResult(), number + " ");
            }
        }
        return text;
    }

    /** "1990 年" → "一九九〇年". */
    private static String years(String text) {
        Matcher year = YEAR.matcher(text);
        if (!year.find()) {
            return text;
        }
        StringBuilder han = new StringBuilder();
        year.group().chars().forEach(digit -> han.append("〇一二三四五六七八九".charAt(digit - '0')));
        return Replacing.at(text, year.toMatchResult(), han.toString());
    }

    @Override
    public Optional<String> otherNumber(String sentence, List<String> others, Random random) {
        return Replacing.random(sentence, NUMBER, others, random);
    }

    @Override
    public Optional<String> otherDate(String sentence, List<String> others, Random random) {
        return Replacing.random(sentence, YEAR, others, random);
    }

    @Override
    public Optional<String> otherName(String sentence, List<String> others, Random random) {
        return Replacing.name(sentence, NAME, others, (name, other) -> isLatin(name) == isLatin(other), random);
    }

    private static boolean isLatin(String name) {
        return name.charAt(0) < 0x250;
    }

    @Override
    public List<String> names(String passage) {
        Set<String> names = new LinkedHashSet<>();
        NAME.matcher(passage).results().map(MatchResult::group).forEach(names::add);
        return List.copyOf(names);
    }

    @Override
    public Optional<String> negate(String sentence, Random random) {
        Matcher denial = DENIAL.matcher(sentence);
        if (denial.find()) {
            return Optional.of(
                    Replacing.at(sentence, denial.toMatchResult(), AFFIRMED.getOrDefault(denial.group(), "")));
        }
        List<MatchResult> places = PLAIN.matcher(sentence).results().toList();
        if (places.isEmpty()) {
            return Optional.empty();
        }
        MatchResult place = places.get(random.nextInt(places.size()));
        return Optional.of(Replacing.at(sentence, place, DENIED.getOrDefault(place.group(), "不")));
    }

    @Override
    public Optional<String> exchangeRoles(String sentence, List<String> names) {
        for (String first : names) {
            for (String second : names) {
                Matcher deed = Pattern.compile(Pattern.quote(first) + "([^，。；、：]{0,12}(?:" + DEED
                                + ")了?[^，。；、：]{0,10}?)" + Pattern.quote(second))
                        .matcher(sentence);
                if (!first.contains(second) && !second.contains(first) && deed.find()) {
                    return Optional.of(Replacing.at(sentence, deed.toMatchResult(), second + deed.group(1) + first));
                }
            }
        }
        return Optional.empty();
    }
}
