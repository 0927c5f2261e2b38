/** 杭州市滨江区: 关于全面落实预算绩效管理的实施意见. */

import { APPRAISAL } from './appraisal.ts';
import { BINJIANG_TEMPLATES } from './binjiang-templates.ts';
import { NATIONAL } from './national.ts';
import { by, gate, type PolicyFile } from './policy.ts';

const OPINION = '区委〔2020〕8号';

export const BINJIANG: PolicyFile = {
  id: 'binjiang-2020',
  name: '杭州市滨江区',
  division: '330108',
  document: `${OPINION}《关于全面落实预算绩效管理的实施意见》`,
  since: '2020-03-31',
  years: { from: 2020 },
  rules: {
    assessment: {
      // 各部门和单位要对新增重大政策和项目开展事前绩效评估……政府投资项目由投资主管部门结合现有程序建立绩效评估机制
      required: by(`${OPINION} 二（五）1`, [
        {
          origins: ['new'],
          subjects: ['policy', 'project', 'specialFund'],
          majorOnly: true,
          says: '新增重大政策和项目应开展事前绩效评估。',
        },
        { origins: ['new'], subjects: ['project'], majorOnly: false, investment: true, says: '政府投资项目应由投资主管部门开展绩效评估。' },
      ]),
      // 重点论证立项必要性、投入经济性、绩效目标合理性、实施方案可行性和筹资合规性等
      dimensions: by(`${OPINION} 二（五）1；分值默认（每项20分）`, NATIONAL.assessment.dimensions.value),
      // 政府投资项目由投资主管部门……并征询财政和行业主管部门意见。
      investmentOrganisers: by(`${OPINION} 二（五）1`, ['investment']),
      consultation: by(`${OPINION} 二（五）1`, [{ when: 'investment', bodies: ['财政部门', '行业主管部门'] }]),
      // 财政部门要对新增重大政策和项目……加强预算审核，必要时可以组织第三方机构独立开展绩效评估
      chain: by(`${OPINION} 二（五）1`, [
        { step: 'opinion', name: '财政部门审核', roles: ['finance-section', 'finance-performance', 'third-party'] },
      ]),
      // 形成绩效评估报告作为立项入库、预算编审的必备要件。
      materials: by(`${OPINION} 二（五）1`, NATIONAL.assessment.materials.value),
    },
    goals: {
      // 财政部门要……加强绩效目标审核
      chain: by(`${OPINION} 二（五）2`, [{ step: 'finance', name: '财政部门审核', roles: ['finance-section', 'finance-performance'] }]),
      // 不仅要包括产出、成本，还要包括经济效益、社会效益、生态效益、可持续影响和服务对象满意度等绩效指标
      requiredIndicators: by(`${OPINION} 二（五）2`, [
        { name: '产出指标', level1: ['output'], level: 'error' },
        { name: '成本指标', level1: ['cost'], level2: ['cost'], level: 'error' },
        { name: '效益指标', level1: ['benefit'], level: 'error' },
        { name: '服务对象满意度指标', level1: ['satisfaction'], level: 'error' },
        { name: '经济效益指标', level2: ['economic'], level: 'warning' },
        { name: '社会效益指标', level2: ['social'], level: 'warning' },
        { name: '生态效益指标', level2: ['ecological'], level: 'warning' },
        { name: '可持续影响指标', level2: ['sustainable'], level: 'warning' },
      ]),
      // 全面设置部门和单位整体绩效目标、政策及项目绩效目标……四本预算全部纳入绩效管理
      templates: by(`${OPINION} 二（四）（六）、三（八）`, BINJIANG_TEMPLATES),
      // 将绩效目标与预算同步批复下达
      together: by(`${OPINION} 二（五）2`, ['approval', 'issue']),
    },
    monitoring: {
      // 对绩效目标实现程度和预算执行进度实行“双监控”……财政部门要建立重大政策、项目绩效跟踪机制
      scope: by(`${OPINION} 二（五）3`, { all: true, key: [{ test: 'major', name: '重大政策、项目', by: 'finance' }] }),
      // 对存在严重问题的政策、项目要暂缓或停止预算拨款，督促及时整改落实
      sanctions: by(`${OPINION} 二（五）3`, ['suspend', 'stop', 'rectify']),
      sweep: by(`${OPINION} 二（五）3；月份默认（12月）`, { fromMonth: 12, use: '盘活财政存量资金', to: 'any' }),
    },
    evaluation: {
      // 各部门和单位要对照绩效目标……开展绩效自评，评价结果报送区财政部门。
      selfAudit: by(`${OPINION} 二（五）4；主管部门审核默认`, [
        { step: 'department', name: '主管部门审核', roles: ['department'] },
        { step: 'finance', name: '区财政部门接收', roles: ['finance-section', 'finance-performance'] },
      ]),
      // 财政部门重点评价与再评价相结合……政策执行完毕后，财政部门要牵头组织政策评价
      cycle: by(`${OPINION} 二（五）4、三（八）`, { years: 5, plan: 'expiry', onExpiry: true, reEvaluation: true }),
    },
    gates: {
      // 自设立年度起，由主管部门制定绩效管理规划，进行战略目标设定和分解，细化年度工作任务
      G1: gate(
        `${OPINION} 二（五）1、三（八）`,
        '项目入库',
        ['assessment', 'fundPlan'],
        '绩效评估报告是立项入库的必备要件，专项资金自设立年度起制定绩效管理规划。',
      ),
      G2: gate(
        `${OPINION} 二（五）1、2`,
        '申请预算',
        ['assessment', 'goalsFiled'],
        '绩效评估报告是预算编审的必备要件，编制预算时全面设置绩效目标。',
      ),
      // 将绩效目标设置作为预算安排的前置条件……未按照要求设定绩效目标或目标审核未通过的，不得安排预算。
      G3: gate(
        `${OPINION} 二（五）1、2、4`,
        '安排预算',
        ['assessment', 'goals', 'linkage'],
        '未按照要求设定绩效目标或目标审核未通过的，不得安排预算；评价结果与预算安排挂钩。',
        ['linkage'],
      ),
      G4: gate(`${OPINION} 二（五）2`, '批复预算', ['goalsIssued'], '绩效目标与预算同步批复下达。'),
      G6: gate(`${OPINION} 二（五）3`, '资金拨付', ['fundsActive'], '暂缓或停止预算拨款期间不得拨付。'),
      // 评价结果作为专项资金是否存续和调整的依据。
      G9: gate(
        `${OPINION} 三（八）`,
        '专项资金存续',
        ['expiryEvaluation'],
        '政策执行完毕后由财政部门牵头评价，评价结果作为专项资金是否存续和调整的依据。',
      ),
    },
    // 政府性基金预算、国有资本经营预算、社会保险基金预算全部纳入绩效管理，加强四本预算之间的衔接。
    books: by(`${OPINION} 二（六）`, ['general', 'governmentFund', 'stateCapital', 'socialInsurance']),
    coverage: {
      // 积极开展涉及一般公共预算等财政资金的产业扶持基金、政府购买服务、政府债务等项目绩效管理。
      instruments: by(`${OPINION} 二（六）1`, ['investmentFund', 'servicePurchase', 'debt']),
      // 统筹一般公共预算、政府性基金预算、国有资本经营预算等预算资金……集中财力保障基础设施建设、生态环境改善、民生实事推进
      priorities: by(`${OPINION} 三（七）`, {
        tag: '集中财力办大事',
        fields: ['基础设施建设', '生态环境改善', '民生实事'],
        books: ['general', 'governmentFund', 'stateCapital'],
      }),
    },
    // 逐步在部门预算中公开重点政策和项目预算的绩效目标，在部门决算中公开主要民生项目和重点支出项目的绩效评价结果。
    disclosure: by(`${OPINION} 四（十四）；《中华人民共和国预算法》 第十四条`, { days: 20, scope: 'major' }),
    // 考核结果作为政府绩效考核的重要内容，并实行考核结果通报制度。
    appraisal: by(`${OPINION} 四（十五）；评分默认`, {
      ...APPRAISAL,
      series: ['街道', '区级部门'],
      reportsTo: '区政府',
      consequences: ['通报', '纳入政府绩效考核', '作为领导干部选拔任用、公务员考核的重要参考'],
    }),
  },
};
