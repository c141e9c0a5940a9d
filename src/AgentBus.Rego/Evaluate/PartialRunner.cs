namespace AgentBus.Rego.Evaluate;

/// <summary>Computes sets and objects that rules make up member by member. The collector stands at the start of each frame, known keys behind it.</summary>
internal static class PartialRunner
{
    public static RegoValue Set(Evaluation run, RuleGroup group)
    {
        var elements = run.RentList();
        foreach (var rule in group.Index.Candidates(run, []))
        {
            Collect(run, rule, elements);
        }

        var set = Values.RegoSet.Of(elements.ToArray());
        run.ReturnList(elements);
        return set;
    }

    public static RegoValue? Contains(Evaluation run, RuleGroup group, RegoValue element)
    {
        foreach (var rule in group.Index.Candidates(run, []))
        {
            var branch = rule.Lookups[0];
            var frame = run.Push(branch.FrameSize);
            run.Stack[frame + 1] = element;
            var found = !branch.Body.Run(run, frame);
            run.Pop(frame);
            if (found)
            {
                run.Fired?.Add(rule);
                return element;
            }
        }

        return null;
    }

    /// <summary>The member under the keys; without keys the whole object.</summary>
    public static RegoValue? Object(Evaluation run, RuleGroup group, ReadOnlySpan<RegoValue> keys)
    {
        var tree = new MemberTree();
        foreach (var rule in group.Index.Candidates(run, []))
        {
            if (!rule.IsDefault && CanMatch(rule, keys))
            {
                Member(run, rule, tree, keys);
            }
        }

        foreach (var rule in group.Rules)
        {
            if (rule.IsDefault && CanMatch(rule, keys) && tree.Find(rule.Keys!) is null)
            {
                Member(run, rule, tree, keys);
            }
        }

        return keys.IsEmpty ? tree.Build() : tree.Find(keys);
    }

    private static void Member(Evaluation run, CompiledRule rule, MemberTree tree, ReadOnlySpan<RegoValue> keys)
    {
        var known = Math.Min(keys.Length, rule.Keys.Length);
        if (known == 0)
        {
            Collect(run, rule, tree);
            return;
        }

        if (rule.Branches.Length > 1)
        {
            // A rule with else branches has constant keys, which CanMatch has compared.
            Collect(run, rule, tree);
            return;
        }

        var branch = rule.Lookups[known - 1];
        var frame = run.Push(branch.FrameSize);
        run.Stack[frame] = tree;
        for (var i = 0; i < known; i++)
        {
            run.Stack[frame + 1 + i] = keys[i];
        }

        var before = tree.Count;
        branch.Body.Run(run, frame);
        run.Pop(frame);
        Fired(run, rule, before != tree.Count);
    }

    private static void Collect(Evaluation run, CompiledRule rule, object collector)
    {
        foreach (var branch in rule.Branches)
        {
            var frame = run.Push(branch.FrameSize);
            var before = CountOf(collector);
            run.Stack[frame] = collector;
            branch.Body.Run(run, frame);
            run.Pop(frame);
            if (CountOf(collector) != before)
            {
                Fired(run, rule, hasFired: true);
                return;
            }
        }
    }

    private static int CountOf(object collector) => collector is MemberTree tree ? tree.Count : ((List<RegoValue>)collector).Count;

    private static void Fired(Evaluation run, CompiledRule rule, bool hasFired)
    {
        if (hasFired)
        {
            run.Fired?.Add(rule);
        }
    }

    private static bool CanMatch(CompiledRule rule, ReadOnlySpan<RegoValue> keys)
    {
        for (var i = 0; i < keys.Length && i < rule.Keys.Length; i++)
        {
            if (rule.Keys[i] is { } key && !key.Equals(keys[i]))
            {
                return false;
            }
        }

        return true;
    }
}
