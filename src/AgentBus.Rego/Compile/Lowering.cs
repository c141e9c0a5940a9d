using AgentBus.Rego.Syntax;

namespace AgentBus.Rego.Compile;

/// <summary>What the parts of lowering one rule share: its variables, its scopes and the names of its module.</summary>
internal sealed class Lowering
{
    public Lowering(ModuleNames names)
    {
        Names = names;
        Terms = new TermLowering(this);
        Statements = new StatementLowering(this);
        Modifiers = new ModifierLowering(this);
        Calls = new CallLowering(this);
    }

    public ModuleNames Names { get; }

    public SlotTable Slots { get; } = new();

    public LocalScope Scope { get; private set; } = new(null);

    public TermLowering Terms { get; }

    public StatementLowering Statements { get; }

    public ModifierLowering Modifiers { get; }

    public CallLowering Calls { get; }

    /// <summary>The annotations that apply to the rule, for rego.metadata.</summary>
    public RegoValue MetadataChain { get; init; } = RegoValue.ArrayOf();

    public RegoValue MetadataRule { get; init; } = Values.RegoObject.Empty;

    public int Generate(Span span) => Slots.Add("_", span, generated: true);

    public int Declare(VarTerm variable)
    {
        var slot = Slots.Add(variable.Name, variable.Span);
        Scope.Set(variable.Name, slot, declared: true);
        return slot;
    }

    /// <summary>Binds a term to a variable of its own, ahead of the statement that uses it.</summary>
    public CoreVar Hoist(Span span, CoreTerm term, List<CoreStatement> ahead)
    {
        var slot = Generate(span);
        ahead.Add(new CoreUnify(span, new CoreVar(slot), term));
        return new CoreVar(slot);
    }

    public LocalScope Open()
    {
        var outer = Scope;
        Scope = new LocalScope(outer);
        return outer;
    }

    public void Close(LocalScope outer) => Scope = outer;

    /// <summary>Gives slots to the variables that a body mentions without declaring them and that no outer body knows.</summary>
    public void DeclareImplicit(IEnumerable<Statement> body, params IEnumerable<Term?> heads)
    {
        foreach (var (name, span) in ImplicitVariables.Find(body, heads))
        {
            if (Scope.Find(name) is null && Names.Resolve(name) is null)
            {
                Scope.Set(name, Slots.Add(name, span), declared: false);
            }
        }
    }
}
