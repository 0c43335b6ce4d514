package dev.recto.answer.grounding;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sees that a Chinese name was put in another's place, which no capital letter tells: sentence and evidence are laid beside each other, and
 * where other words stand in place of a name's, the name was replaced.
 */
final class Replacements {
    /** Longest sentence compared, in characters: the comparison is quadratic. */
    private static final int LONGEST = 400;

    /** Most characters that a name and its replacement have. */
    private static final int LONGEST_NAME = 24;

    /** Characters that foreign names are written with (after Xinhua's transliteration tables). */
    private static final String SOUND =
            "阿埃艾安奥巴柏拜班保鲍贝本比彼宾波伯博布采查达丹道德登迪丁东杜顿厄恩尔发法凡菲费芬冯佛弗福盖冈戈格古瓜哈海汉豪赫亨胡华惠霍基吉季加伽贾简杰金喀卡凯坎康考柯科克肯孔库夸奎拉腊莱兰朗劳乐勒雷黎里理利列林隆卢鲁路伦罗洛马玛迈麦曼芒梅门蒙孟米密明摩莫墨默姆穆拿纳娜乃奈南内尼涅宁纽农努诺欧帕派潘庞佩彭皮匹平珀普其奇契恰乔切钦琴丘曲让热日容茹儒瑞萨塞赛桑瑟森沙莎山珊尚绍舍申什圣胜施史斯丝苏孙索塔太泰坦汤唐陶特提廷图土托瓦万汪旺威韦维魏温文翁沃乌吾武西希锡夏香肖谢辛欣休许逊雅亚延扬耶叶伊易因英永尤于约云泽扎詹珍芝朱兹宗佐";
    private static final Pattern ENDS = Pattern.compile(
            ".*(?:大学|学院|学校|公司|集团|银行|教堂|教会|剧院|博物馆|医院|王国|帝国|共和国|王朝|条约|协议|战争|战役|运动|委员会|议会|协会|党|队|州|市|县|省|镇|村|河|江|岛|湖|山|海|湾|国|人|语|宫|城|区|街|路|报|奖|法|号)");
    private static final Pattern TOKEN = Pattern.compile("\\p{IsHan}|[\\p{L}\\p{Nd}_&&[^\\p{IsHan}]]+|[·•《》]");

    private Replacements() {}

    /** Returns what stands in a name's place, as the sentence has it; empty where no name was replaced. */
    static String name(String claim, String evidence) {
        List<String> said = tokens(claim);
        List<String> there = tokens(evidence);
        if (said.size() > LONGEST || there.size() > LONGEST || said.stream().noneMatch(Replacements::han)) {
            return "";
        }
        int[][] common = common(said, there);
        int i = 0;
        int j = 0;
        while (i < said.size() && j < there.size()) {
            if (said.get(i).equals(there.get(j))) {
                i++;
                j++;
                continue;
            }
            int fromSaid = i;
            int fromThere = j;
            while (i < said.size() && j < there.size() && !said.get(i).equals(there.get(j))) {
                if (common[i + 1][j] >= common[i][j + 1]) {
                    i++;
                } else {
                    j++;
                }
            }
            String put = String.join("", said.subList(fromSaid, i < said.size() && j < there.size() ? i : said.size()));
            String name = String.join("", there.subList(fromThere, i < said.size() && j < there.size() ? j : there.size()));
            if (replaced(put, name, claim, evidence)) {
                return put;
            }
        }
        return "";
    }

    private static boolean replaced(String put, String name, String claim, String evidence) {
        boolean sized = put.length() >= 2 && name.length() >= 2 && put.length() <= LONGEST_NAME && name.length() <= LONGEST_NAME;
        boolean fresh = !evidence.replace(" ", "").contains(put) && !claim.replace(" ", "").contains(name);
        return sized && fresh && (names(name) || names(put));
    }

    /** Whether the characters are a name's: joined by dots, in title marks, written by sound, or ending as places and bodies do. */
    private static boolean names(String text) {
        if (text.indexOf('·') >= 0 || text.indexOf('•') >= 0 || text.indexOf('《') >= 0) {
            return true;
        }
        long sound = text.chars().filter(c -> SOUND.indexOf(c) >= 0).count();
        return sound == text.length() && text.length() >= 2 || text.length() >= 3 && ENDS.matcher(text).matches();
    }

    /** Lengths of the longest common subsequences of the ends from each place. */
    private static int[][] common(List<String> said, List<String> there) {
        int[][] lengths = new int[said.size() + 1][there.size() + 1];
        for (int i = said.size() - 1; i >= 0; i--) {
            for (int j = there.size() - 1; j >= 0; j--) {
                lengths[i][j] = said.get(i).equals(there.get(j))
                        ? lengths[i + 1][j + 1] + 1
                        : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
            }
        }
        return lengths;
    }

    private static boolean han(String token) {
        return Character.isIdeographic(token.codePointAt(0));
    }

    private static List<String> tokens(String folded) {
        List<String> tokens = new ArrayList<>();
        Matcher words = TOKEN.matcher(folded);
        while (words.find()) {
            tokens.add(words.group());
        }
        return tokens;
    }
}
