using AgentBus.Rego.Evaluate;
using AgentBus.Rego.Syntax;
using AgentBus.Rego.Values;

namespace AgentBus.Rego.Compile;

/// <summary>Compiles one rule of a group: lowers its parts and plans its bodies.</summary>
internal sealed class RuleCompiler
{
    private readonly RuleGroup _group;
    private readonly RuleSource _source;
    private readonly Lowering _lowering;
    private readonly PlanContext _plan;
    private readonly List<(int Slot, Term Pattern)> _patterns = [];
    private readonly HashSet<int> _bound = [];
    private readonly int _arity;

    public RuleCompiler(RuleTree tree, RuleGroup group, RuleSource source, RuleMetadata metadata)
    {
        _group = group;
        _source = source;
        _lowering = new Lowering(source.Names)
        {
            MetadataChain = metadata.Chain(source),
            MetadataRule = metadata.Rule(source),
        };
        _plan = new PlanContext(_lowering.Slots, tree.Root, tree.Functions);
        _arity = source.Rule.Head.Arguments?.Count ?? 0;
        Reserve();
    }

    /// <summary>The statements and terms of all branches, for the check of recursion.</summary>
    public List<LoweredBranch> Lowered { get; } = [];

    public void Lower()
    {
        var head = _source.Rule.Head;
        Lowered.Add(Branch(_source.Rule.Body, head.Element ?? head.Value));
        foreach (var branch in _source.Rule.Else)
        {
            Lowered.Add(Branch(branch.Body, branch.Value));
        }
    }

    public CompiledRule Plan()
    {
        var isSingle = Lowered.Count == 1;
        var constant = Lowered.Select(l => (l.Value as CoreConst)?.Value).Distinct().ToArray();
        var rule = new CompiledRule(_source.Name, _source.Rule.Span)
        {
            IsDefault = _source.Rule.IsDefault,
            Keys = _group.Kind == GroupKind.Object ? [.. Lowered[0].Keys.Select(k => (k as CoreConst)?.Value)] : [],
            Constant = constant.Length == 1 ? constant[0] : null,
            Conditions = isSingle ? IndexConditions.Find(Lowered[0].Statements, _arity) : [],
        };
        var bodies = Lowered.Select(l => _plan.Bodies.Plan(l.Statements, [.. _bound], b => End(l, b))).ToArray();
        var lookups = isSingle && !rule.IsDefault ? Lookups(Lowered[0]).ToArray() : [];
        var size = _lowering.Slots.Count;
        rule.Branches = [.. bodies.Select(b => new CompiledBranch(b, size))];
        rule.Lookups = rule.IsDefault && _group.Kind == GroupKind.Object
            ? [.. Lowered[0].Keys.Select(_ => rule.Branches[0])]
            : [.. lookups.Select(b => new CompiledBranch(b, size))];
        return rule;
    }

    /// <summary>Arguments stand first in the frame; a document's result or collector and its known keys likewise.</summary>
    private void Reserve()
    {
        var span = _source.Rule.Span;
        var arguments = _source.Rule.Head.Arguments ?? [];
        foreach (var argument in arguments)
        {
            if (argument is VarTerm { IsWildcard: false } variable && _lowering.Scope.FindHere(variable.Name) is null)
            {
                _bound.Add(_lowering.Declare(variable));
            }
            else
            {
                var slot = _lowering.Slots.Add("_", argument.Span);
                _bound.Add(slot);
                _patterns.Add((slot, argument));
            }
        }

        _lowering.Slots.Add("_", span);
        var keys = _group.Kind switch { GroupKind.Set => 1, GroupKind.Object => _group.KeyDepth, _ => 0 };
        for (var i = 0; i < keys; i++)
        {
            _lowering.Slots.Add("_", span);
        }

        _patterns.RemoveAll(p => p.Pattern is VarTerm { IsWildcard: true });
        foreach (var variable in _patterns.SelectMany(p => ImplicitVariables.PatternVariables(p.Pattern)))
        {
            if (_lowering.Scope.FindHere(variable.Name) is null)
            {
                _lowering.Declare(variable);
            }
        }
    }

    private LoweredBranch Branch(Seq<Statement> body, Term? value)
    {
        var outer = _lowering.Open();
        _lowering.DeclareImplicit(body, _source.Rest.Append(value));
        var statements = new List<CoreStatement>();
        foreach (var (slot, pattern) in _patterns)
        {
            var shape = _lowering.Terms.Flat(pattern, statements);
            statements.Add(new CoreUnify(pattern.Span, shape, new CoreVar(slot)));
        }

        _lowering.Statements.Lower(body, statements);
        var keys = _source.Path.Skip(_group.Path.Length).Select(CoreTerm (k) => new CoreConst(k)).ToList();
        keys.AddRange(_source.Rest.Select(r => _lowering.Terms.Flat(r, statements)));
        var core = value is null ? new CoreConst(RegoBoolean.True) : _lowering.Terms.Flat(value, statements);
        _lowering.Close(outer);
        return new LoweredBranch(statements, [.. keys], core);
    }

    private Step End(LoweredBranch branch, HashSet<int> bound)
    {
        var span = _source.Rule.Span;
        _plan.Ordering.RequireBound(branch.Keys.Append(branch.Value).SelectMany(Variables.Of), bound);
        var keys = _plan.Terms.Values(branch.Keys, bound, span);
        var value = _plan.Terms.Value(branch.Value, bound, span);
        var isConstant = branch.Value is CoreConst;
        return _group.Kind switch
        {
            GroupKind.Set => new ElementStep(value),
            GroupKind.Object => new MemberStep(keys, value, _source.IsSet, isConstant && branch.Keys.All(k => k is CoreConst), span),
            _ => new ResultStep(_arity, value, isConstant, _source.IsFunction, span),
        };
    }

    private IEnumerable<Step> Lookups(LoweredBranch branch)
    {
        if (_group.Kind == GroupKind.Set)
        {
            yield return _plan.Bodies.Plan([Known(1, branch.Value), .. branch.Statements], [1], _ => new FoundStep());
        }

        if (_group.Kind == GroupKind.Object)
        {
            for (var known = 1; known <= branch.Keys.Length; known++)
            {
                var checks = Enumerable.Range(0, known).Where(i => branch.Keys[i] is not CoreConst).Select(i => Known(1 + i, branch.Keys[i]));
                HashSet<int> bound = [.. Enumerable.Range(1, known)];
                yield return _plan.Bodies.Plan([.. checks, .. branch.Statements], bound, b => End(branch, b));
            }
        }
    }

    private CoreUnify Known(int slot, CoreTerm term) => new(_source.Rule.Span, term, new CoreVar(slot));
}

/// <summary>A branch with its names resolved.</summary>
internal sealed record LoweredBranch(List<CoreStatement> Statements, CoreTerm[] Keys, CoreTerm Value);
