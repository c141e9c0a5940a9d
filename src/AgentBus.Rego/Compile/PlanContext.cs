using AgentBus.Rego.Evaluate;

namespace AgentBus.Rego.Compile;

/// <summary>What planning the bodies of one rule needs: its variables and the rules that refs may reach.</summary>
internal sealed class PlanContext
{
    public PlanContext(SlotTable slots, RuleNode root, IReadOnlyDictionary<string, RuleGroup> functions)
    {
        Slots = slots;
        Root = root;
        Functions = functions;
        Ordering = new Ordering(slots);
        Terms = new TermPlanner(this);
        Refs = new RefPlanner(this);
        Bodies = new BodyPlanner(this);
        Types = new TypeCheck(slots);
    }

    public SlotTable Slots { get; }

    public RuleNode Root { get; }

    public IReadOnlyDictionary<string, RuleGroup> Functions { get; }

    public Ordering Ordering { get; }

    public TermPlanner Terms { get; }

    public RefPlanner Refs { get; }

    public BodyPlanner Bodies { get; }

    public TypeCheck Types { get; }
}
