import { plainToInstance, Transform } from 'class-transformer';
import { validateSync } from 'class-validator';

/** One message per invalid field. */
export type FormErrors = Readonly<Record<string, string>>;

export type FormResult<Form> =
  | { readonly value: Form; readonly errors?: undefined; readonly typed: Readonly<Record<string, string>> }
  | { readonly value?: undefined; readonly errors: FormErrors; readonly typed: Readonly<Record<string, string>> };

/** Trims a field before it is validated. */
export const Trimmed = () =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value));

/**
 * Validates a form with the class-validator decorators of a class. Each has a `message` for the visitor; of several on a field, the nearest
 * one that fails is used. Fields that the class does not know are dropped.
 *
 *     const { value, errors, typed } = validateForm(TeamForm, body);
 *     if (errors) return unprocessable(<TeamPage errors={errors} name={typed['name']} />);
 *
 * @returns the validated form, or the errors by field; `typed` has the text of each field as sent, to show it again (omit secrets)
 */
export function validateForm<Form extends object>(form: new () => Form, body: unknown): FormResult<Form> {
  const fields = body !== null && typeof body === 'object' ? body : {};
  const value = plainToInstance(form, { ...fields });
  const problems = validateSync(value, { whitelist: true, stopAtFirstError: true, forbidUnknownValues: false });
  const typed = typedText(fields);
  if (problems.length === 0) return { value, typed };
  const errors = problems.map(({ property, constraints }) => [
    property,
    Object.values(constraints ?? {})[0] ?? 'Look at this again.',
  ]);
  return { errors: Object.fromEntries(errors) as FormErrors, typed };
}

function typedText(fields: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]: [string, unknown]) => {
      const first: unknown = Array.isArray(value) ? value[0] : value;
      return typeof first === 'string' ? [[name, first]] : [];
    }),
  );
}
