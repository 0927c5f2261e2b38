import type { FormName } from './import.ts';

/** Where no document says how a file has to be: our own convention. */
export const CONVENTION = '接口约定（表格导入）';

/** Which document prescribes the form that was filled in. */
export const FORMS: Readonly<Record<FormName, string>> = {
  goals: '财预〔2015〕88号 绩效目标申报表',
  monitoring: '财预〔2019〕136号 绩效目标执行监控表',
  readings: '财预〔2019〕136号 绩效目标执行监控表',
  selfEvaluation: '财预〔2020〕10号 项目支出绩效自评表',
  departmentEvaluation: '财预〔2020〕10号 部门整体支出绩效自评表',
};
