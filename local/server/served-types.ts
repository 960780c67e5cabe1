/** CloudFormation types (or their services) that the runtime acts on or that mean nothing on one machine. */
const known = [
  /^AWS::(IAM|Logs|CloudWatch|SNS|KMS|WAFv2|Budgets|CDK|SSM|Synthetics|Cognito|CloudFront|S3|ApplicationInsights|CodeDeploy)::/,
  /^AWS::DynamoDB::(Table|GlobalTable)$/,
  /^AWS::Lambda::(Function|Permission|Version|Alias|EventSourceMapping|EventInvokeConfig|LayerVersion)$/,
  /^AWS::ApiGateway::(RestApi|Resource|Method|Authorizer|Stage|Deployment|GatewayResponse|Account|RequestValidator|Model|UsagePlan)$/,
  /^AWS::ApiGatewayV2::(Api|Route|Integration|Authorizer|Stage|Deployment|RouteResponse|IntegrationResponse)$/,
  /^AWS::SQS::(Queue|QueuePolicy)$/,
  /^AWS::Scheduler::(Schedule|ScheduleGroup)$/,
  /^AWS::Events::Rule$/,
  /^AWS::SecretsManager::(Secret|ResourcePolicy)$/,
  /^Custom::/,
];

/** Types of the assembly of which this runtime knows nothing. */
export const unknownTypes = (types: readonly string[]): string[] => {
  return types.filter((type) => !known.some((pattern) => pattern.test(type))).sort();
};
