using AgentBus.Rego.Evaluate;
using AgentBus.Rego.Syntax;

namespace AgentBus.Rego.Compile;

/// <summary>All modules compiled together.</summary>
internal sealed class PolicyProgram
{
    private readonly PolicySymbols _symbols;

    private PolicyProgram(PolicySymbols symbols, RuleTree tree, InputReads reads)
    {
        _symbols = symbols;
        Tree = tree;
        Reads = reads;
    }

    public InputReads Reads { get; }

    public RuleTree Tree { get; }

    public static PolicyProgram Compile(IReadOnlyList<Module> modules)
    {
        var symbols = new PolicySymbols(modules);
        symbols.Replaced.UnionWith(ReplacedBuiltins.Find(modules));
        var tree = new RuleTree(modules.Select(m => (m, new ModuleNames(m, symbols))));
        var metadata = new RuleMetadata(modules);
        var lowered = new Dictionary<RuleSource, List<LoweredBranch>>(ReferenceEqualityComparer.Instance);
        var groups = new List<(RuleGroup Group, List<RuleCompiler> Rules)>();
        foreach (var group in tree.Groups)
        {
            var rules = new List<RuleCompiler>();
            foreach (var source in group.Rules)
            {
                var compiler = new RuleCompiler(tree, group.Group, source, metadata);
                compiler.Lower();
                lowered.Add(source, compiler.Lowered);
                rules.Add(compiler);
            }

            groups.Add((group.Group, rules));
        }

        new RecursionCheck(tree, lowered).Run();
        foreach (var (group, rules) in groups)
        {
            group.Complete([.. rules.Select(r => r.Plan())]);
        }

        return new PolicyProgram(symbols, tree, Read(lowered.Values));
    }

    private static InputReads Read(IEnumerable<List<LoweredBranch>> rules)
    {
        var references = new ReferenceCollector();
        foreach (var branch in rules.SelectMany(static branches => branches))
        {
            references.Visit(branch);
        }

        return InputReads.Of(references);
    }

    /// <summary>Plans to read the document at a path below data.</summary>
    public DocumentPlan Document(IEnumerable<RegoValue> path)
    {
        var slots = new SlotTable();
        var slot = slots.Add("_", Span.None);
        var plan = new PlanContext(slots, Tree.Root, Tree.Functions);
        var statement = new CoreUnify(Span.None, new CoreVar(slot), new CoreRef(CoreRoot.Data, 0, [.. path.Select(p => new CoreConst(p))]));
        var body = plan.Bodies.Plan([statement], [], _ => new FoundStep());
        return new DocumentPlan(body, slot, slots.Count);
    }

    public QueryPlan Query(string text)
    {
        var statements = Parser.ParseQuery(text);
        var lowering = new Lowering(new ModuleNames(null, _symbols));
        lowering.DeclareImplicit(statements);
        var core = new List<CoreStatement>();
        lowering.Statements.Lower(statements, core);
        var names = lowering.Scope.Names.ToDictionary(n => n.Key, n => n.Value.Slot, StringComparer.Ordinal);
        var slot = lowering.Slots.Add("_", Span.None);
        var plan = new PlanContext(lowering.Slots, Tree.Root, Tree.Functions);
        var body = plan.Bodies.Plan(core, [], bound => new BindingsStep(slot, [.. names.Where(n => bound.Contains(n.Value))]));
        return new QueryPlan(body, slot, lowering.Slots.Count);
    }
}
