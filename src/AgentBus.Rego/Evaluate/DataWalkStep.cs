using AgentBus.Rego.Values;

namespace AgentBus.Rego.Evaluate;

/// <summary>A ref below data whose way through the rule tree is known only when it runs: some key above the rules is a variable.</summary>
internal sealed class DataWalkStep(RuleNode start, WalkOperand[] operands, Pattern result) : Step
{
    public override bool Run(Evaluation run, int frame) => Node(run, frame, start, 0);

    private bool Node(Evaluation run, int frame, RuleNode node, int index)
    {
        run.Tick();
        if (run.Scope.Replaced.Length > 0 && run.Scope.IsReplaced(node.Path))
        {
            return BaseData.At(run, node.Path) is not { } replaced || Value(run, frame, replaced, index);
        }

        if (node.Group is { } group)
        {
            return Group(run, frame, group, index);
        }

        if (index == operands.Length)
        {
            return Extent.Of(run, node) is not { } extent || !result.Match(run, frame, extent) || Next.Run(run, frame);
        }

        if (operands[index].Key is { } expression)
        {
            return expression.Evaluate(run, frame) is not { } key || Child(run, frame, node, key, index);
        }

        var given = BaseData.At(run, node.Path) as RegoObject;
        foreach (var key in given is null ? node.Children.Keys : node.Children.Keys.Union(given.Keys))
        {
            if (operands[index].Pattern!.Match(run, frame, key) && !Child(run, frame, node, key, index))
            {
                return false;
            }
        }

        return true;
    }

    private bool Child(Evaluation run, int frame, RuleNode node, RegoValue key, int index)
    {
        if (node.Children.TryGetValue(key, out var child))
        {
            return Node(run, frame, child, index + 1);
        }

        return BaseData.At(run, node.Path) is not { } given || Member.Of(given, key) is not { } value || Value(run, frame, value, index + 1);
    }

    private bool Group(Evaluation run, int frame, RuleGroup group, int index)
    {
        var depth = group.Kind switch { GroupKind.Set => 1, GroupKind.Object => group.KeyDepth, _ => 0 };
        var keys = new List<RegoValue>();
        while (keys.Count < depth && index + keys.Count < operands.Length && operands[index + keys.Count].Key is { } expression)
        {
            if (expression.Evaluate(run, frame) is not { } key)
            {
                return true;
            }

            keys.Add(key);
        }

        var value = keys.Count == 0 ? group.Document(run) : group.Lookup(run, keys.ToArray());
        return value is null || Value(run, frame, value, index + keys.Count);
    }

    private bool Value(Evaluation run, int frame, RegoValue value, int index)
    {
        if (index == operands.Length)
        {
            return !result.Match(run, frame, value) || Next.Run(run, frame);
        }

        if (operands[index].Key is { } expression)
        {
            return expression.Evaluate(run, frame) is not { } key
                || Member.Of(value, key) is not { } member
                || Value(run, frame, member, index + 1);
        }

        for (var i = 0; i < value.Items.Count; i++)
        {
            run.Tick();
            var key = value is RegoArray ? RegoNumber.Of(i) : value is RegoObject entries ? entries.KeySpan[i] : value.Items[i];
            if (operands[index].Pattern!.Match(run, frame, key) && !Value(run, frame, value.Items[i], index + 1))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>An operand: a key that is known, or a pattern for the keys to visit.</summary>
internal sealed record WalkOperand(Expression? Key, Pattern? Pattern);
