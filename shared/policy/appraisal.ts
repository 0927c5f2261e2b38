/** 考核评分: no document gives marks. */
export const APPRAISAL = {
  scheme: [
    { name: '组织制度', marks: 10 },
    { name: '事前绩效评估', marks: 15 },
    { name: '绩效目标', marks: 20 },
    { name: '绩效监控', marks: 15 },
    { name: '绩效评价', marks: 20 },
    { name: '结果应用', marks: 10 },
    { name: '信息公开', marks: 10 },
  ],
  bonus: 5,
  deduction: 10,
};
