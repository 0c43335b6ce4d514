package dev.recto.answer.grounding;

import java.util.regex.Pattern;

/** Tells by its characters whether a Chinese word may be a name, which no capital letter does. */
final class ChineseNames {
    /** Characters that foreign names are written with (after Xinhua's transliteration tables). */
    static final String SOUND =
            "阿埃艾安奥巴柏拜班保鲍贝本比彼宾波伯博布采查达丹道德登迪丁东杜顿厄恩尔发法凡菲费芬冯佛弗福盖冈戈格古瓜哈海汉豪赫亨胡华惠霍基吉季加伽贾简杰金喀卡凯坎康考柯科克肯孔库夸奎拉腊莱兰朗劳乐勒雷黎里理利列林隆卢鲁路伦罗洛马玛迈麦曼芒梅门蒙孟米密明摩莫墨默姆穆拿纳娜乃奈南内尼涅宁纽农努诺欧帕派潘庞佩彭皮匹平珀普其奇契恰乔切钦琴丘曲让热日容茹儒瑞萨塞赛桑瑟森沙莎山珊尚绍舍申什圣胜施史斯丝苏孙索塔太泰坦汤唐陶特提廷图土托瓦万汪旺威韦维魏温文翁沃乌吾武西希锡夏香肖谢辛欣休许逊雅亚延扬耶叶伊易因英永尤于约云泽扎詹珍芝朱兹宗佐";

    private static final Pattern ENDS = Pattern.compile(
            ".*(?:大学|学院|学校|公司|集团|银行|教堂|教会|剧院|博物馆|医院|王国|帝国|共和国|王朝|条约|协议|战争|战役|运动|委员会|议会|协会|党|队|州|市|县|省|镇|村|河|江|岛|湖|山|海|湾|国|人|语|宫|城|区|街|路|报|奖|法|号)");

    private ChineseNames() {}

    /** Returns whether the characters are a name's: joined by dots, in title marks, written by sound, or ending as places and bodies do. */
    static boolean likely(String text) {
        if (text.indexOf('·') >= 0 || text.indexOf('•') >= 0 || text.indexOf('《') >= 0) {
            return true;
        }
        long sound = text.chars().filter(c -> SOUND.indexOf(c) >= 0).count();
        return (sound == text.length() && text.length() >= 2)
                || (text.length() >= 3 && ENDS.matcher(text).matches());
    }
}
