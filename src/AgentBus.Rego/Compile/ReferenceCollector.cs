namespace AgentBus.Rego.Compile;

/// <summary>Collects what a rule reads below data and input, and the functions and builtins that it calls.</summary>
internal sealed class ReferenceCollector
{
    public List<CoreTerm[]> Refs { get; } = [];

    public List<CoreTerm[]> Inputs { get; } = [];

    public HashSet<string> Functions { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Builtins { get; } = new(StringComparer.Ordinal);

    public void Visit(LoweredBranch branch)
    {
        branch.Statements.ForEach(Visit);
        Array.ForEach(branch.Keys, Visit);
        Visit(branch.Value);
    }

    private void Visit(CoreStatement statement)
    {
        switch (statement)
        {
            case CoreUnify unify:
                Visit(unify.Left);
                Visit(unify.Right);
                break;
            case CoreTest test:
                Visit(test.Term);
                break;
            case CoreNot not:
                not.Body.Statements.ForEach(Visit);
                break;
            case CoreEvery every:
                Visit(every.Domain);
                every.Body.Statements.ForEach(Visit);
                break;
            case CoreWith with:
                foreach (var modifier in with.Modifiers)
                {
                    Visit(modifier);
                }

                with.Body.Statements.ForEach(Visit);
                break;
        }
    }

    private void Visit(CoreModifier modifier)
    {
        switch (modifier)
        {
            case DocumentModifier document:
                if (document.Root == CoreRoot.Input)
                {
                    // What is replaced must be there to be replaced the same way.
                    Inputs.Add([.. document.Path.Select(static part => new CoreConst(part))]);
                }

                Visit(document.Value);
                break;
            case FunctionModifier { Replacement: { } replacement }:
                Visit(replacement);
                break;
            case FunctionModifier { Value: { } value }:
                Visit(value);
                break;
        }
    }

    private void Visit(CallTarget target) => (target is FunctionTarget ? Functions : Builtins).Add(target.Name);

    private void Visit(CoreTerm term)
    {
        switch (term)
        {
            case CoreRef { Root: CoreRoot.Data } reference:
                Refs.Add(reference.Operands);
                break;
            case CoreRef { Root: CoreRoot.Input } reference:
                Inputs.Add(reference.Operands);
                break;
            case CoreCall call:
                Visit(call.Target);
                Array.ForEach(call.Arguments, Visit);
                break;
            case CoreComprehension comprehension:
                comprehension.Body.Statements.ForEach(Visit);
                break;
            case CoreTemplate template:
                foreach (var part in template.Parts)
                {
                    part.Body?.Statements.ForEach(Visit);
                    if (part.Value is not null)
                    {
                        Visit(part.Value);
                    }
                }

                break;
        }
    }
}
