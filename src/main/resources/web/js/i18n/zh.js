/** 页面的中文用语。 */
export const zh = {
  // shell
  "again": "重试",
  "brand": "Recto，回到首页",
  "cancel": "取消",
  "close": "关闭",
  "collection": "文档集",
  "collection.gone": "没有这个文档集，或者您的密钥无权读取它。",
  "language": "语言",
  "menu": "菜单",
  "nav": "导航",
  "nowhere": "这个地址没有内容。",
  "signout": "退出登录",
  "skip": "跳到正文",
  "theme": "外观",
  "theme.system": "跟随系统",
  "theme.light": "浅色",
  "theme.dark": "深色",
  "nav.ask": "提问",
  "nav.library": "文库",
  "nav.conversations": "对话",
  "nav.playground": "对比",
  "nav.operations": "运维",

  // sign-in
  "signin.title": "登录",
  "signin.key": "密钥",
  "signin.hint": "请输入您得到的密钥。服务的管理者可用“recto keys create”创建密钥。",
  "signin.enter": "登录",

  // problems, by their code; what is not here is said in the service's own words
  "problem.cut": "连接在结束前中断。已显示的内容仍然保留，请重试。",
  "problem.csrf": "本页的会话已经过期。请重新加载页面。",
  "problem.forbidden": "您的密钥在这里没有此项权限。请向服务的管理者申请有相应权限的密钥。",
  "problem.not_found": "内容不存在（或已被删除），或者您的密钥无权查看。",
  "problem.other": "服务返回了状态 {status}，没有说明原因。请重试；若仍然如此，请查看服务日志。",
  "problem.page": "页面出了问题。请重新加载；已收入的文档不会丢失。",
  "problem.request": "请求 {id}",
  "problem.too_many_requests": "请求过于频繁。请在 {seconds} 秒后重试。",
  "problem.unauthorized": "需要密钥，或者您的密钥已被撤销。请登录后继续。",
  "problem.unreachable": "无法连接到服务。服务可能正在重启，或者网络已断开。请稍后重试。",
  "problem.view": "页面的这一部分无法加载。请重新加载页面。",
  "problem.wrong_key": "这个密钥在这里无效。可能输入有误，或者已被撤销。",

  // ask
  "ask.title": "提问",
};
