/** One resource of a CloudFormation template; its properties may hold intrinsic functions. */
export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly Condition?: string;
}

/** The parts of a CloudFormation template that the runtime reads. */
export interface Template {
  readonly Parameters?: Readonly<Record<string, { readonly Type?: string; readonly Default?: unknown }>>;
  readonly Mappings?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources?: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<
    Record<
      string,
      { readonly Value: unknown; readonly Condition?: string; readonly Export?: { readonly Name: unknown } }
    >
  >;
}

/** A stack of the assembly: its template and the directories in which its assets lie, by asset hash. */
export interface Stack {
  readonly name: string;
  readonly template: Template;
  readonly assets: Readonly<Record<string, string>>;
  readonly dir: string;
}

/** Logical ids are unique in their stack only, so a resource is known by both. */
export interface ResourceId {
  readonly stack: string;
  readonly logicalId: string;
}
