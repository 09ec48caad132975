import type { SandboxState } from "../../state/sandboxState";
import { field as fieldSpec } from "../../state/schema/field";
import { buildField, type Field, type Module } from "../../state/schema/modules";
import { invalidCriteria, tooMany } from "../errors";
import { allOf, anyOf, type Predicate } from "../operators";
import { type Criteria, CriteriaParser, type Criterion } from "./criteria";
import { criterionPredicate, isText, OPERATORS, typedValue } from "./operators";

const MAX_IN_VALUES = 100;
const MIN_CHARACTERS = 2;

/** Record ids have the operators of lookups. */
const ID: Field = buildField(fieldSpec("id", "lookup"), "", Date.now);

/** The field of a criterion; throws if field, operator or number of values is invalid. */
function checkedField(module: Module, { apiName, operator, values }: Criterion): Field {
  const details = { api_name: apiName, operator };
  const field = apiName === "id" ? ID : module.byName.get(apiName);
  const operators = OPERATORS[field?.dataType ?? "subform"];
  if (!field || !operators) throw invalidCriteria("the field cannot be searched", details);
  if (!operators.includes(operator)) {
    throw invalidCriteria("the operator is not supported for the field", details);
  }
  if (operator === "in" && values.length > MAX_IN_VALUES) {
    throw tooMany(MAX_IN_VALUES, details, "limit exceeded");
  }
  const expected = operator === "between" ? 2 : 1;
  if (operator !== "in" && values.length !== expected) {
    throw invalidCriteria(
      `the operator takes ${expected} value${expected > 1 ? "s" : ""}`,
      details,
    );
  }
  return field;
}

function compileCriterion(state: SandboxState, module: Module, criterion: Criterion): Predicate {
  const field = checkedField(module, criterion);
  const { apiName, operator } = criterion;
  const details = { api_name: apiName, operator };
  const operands = criterion.values.map((text) => {
    if (isText(field.dataType) && [...text].length < MIN_CHARACTERS) {
      throw invalidCriteria(`at least ${MIN_CHARACTERS} characters are needed`, details);
    }
    const value = text === "" ? undefined : typedValue(state, field.dataType, text);
    if (value === undefined) throw invalidCriteria("the value is invalid for the field", details);
    return value;
  });
  return criterionPredicate(state, field, operator, operands);
}

function compile(state: SandboxState, module: Module, criteria: Criteria): Predicate {
  if (criteria.kind === "criterion") return compileCriterion(state, module, criteria);
  const predicates = criteria.parts.map((part) => compile(state, module, part));
  return criteria.kind === "and" ? allOf(predicates) : anyOf(predicates);
}

/** Turns `criteria` into a predicate; throws INVALID_QUERY with the reason (facts 3.8). */
export function compileCriteria(state: SandboxState, module: Module, text: string): Predicate {
  const parser = new CriteriaParser(text);
  const criteria = parser.parse();
  const maximum = Number(state.variants.searchCriteria);
  if (parser.count > maximum) {
    throw tooMany(maximum, { param_name: "criteria" }, "limit exceeded");
  }
  return compile(state, module, criteria);
}
