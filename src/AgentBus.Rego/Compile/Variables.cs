namespace AgentBus.Rego.Compile;

/// <summary>Visits the variables of core terms and statements.</summary>
internal static class Variables
{
    public static IEnumerable<int> Of(CoreTerm? term) => term switch
    {
        CoreVar variable => [variable.Slot],
        CoreArray array => array.Items.SelectMany(Of),
        CoreSet set => set.Items.SelectMany(Of),
        CoreObject entries => entries.Keys.Concat(entries.Values).SelectMany(Of),
        CoreRef { Root: CoreRoot.Local } reference => reference.Operands.SelectMany(Of).Prepend(reference.Slot),
        CoreRef reference => reference.Operands.SelectMany(Of),
        CoreCall call => call.Arguments.SelectMany(Of),
        CoreComprehension comprehension => Free(comprehension.Body, Of(comprehension.Key).Concat(Of(comprehension.Value))),
        CoreTemplate template => template.Parts.Where(p => p.Body is not null).SelectMany(p => Free(p.Body!, Of(p.Value))),
        _ => [],
    };

    public static IEnumerable<int> Of(CoreStatement statement) => statement switch
    {
        CoreUnify unify => Of(unify.Left).Concat(Of(unify.Right)),
        CoreTest test => Of(test.Term),
        CoreNot not => Free(not.Body, []).Where(s => !not.Hidden.Contains(s)),
        CoreEvery every => Of(every.Domain).Concat(Free(every.Body, [])),
        CoreWith with => with.Modifiers.SelectMany(Of).Concat(Free(with.Body, [])),
        _ => [],
    };

    public static IEnumerable<int> Of(CoreModifier modifier) => modifier switch
    {
        DocumentModifier document => Of(document.Value),
        FunctionModifier function => Of(function.Value),
        _ => [],
    };

    /// <summary>The variables of a body, and of what stands with it, that are not local to the body.</summary>
    public static IEnumerable<int> Free(CoreBody body, IEnumerable<int> more) =>
        body.Statements.SelectMany(Of).Concat(more).Where(s => !body.IsLocal(s));
}
