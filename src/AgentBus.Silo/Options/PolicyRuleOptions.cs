using AgentBus.Model;

namespace AgentBus.Silo.Options;

/// <summary>A declared rule: it holds for a message where each of its conditions does; one that is not set always does. In names * stands for any text.</summary>
internal sealed class PolicyRuleOptions
{
    /// <summary>Deny: the message is refused; Deliberate: people decide; Raise: its classification or impact is raised.</summary>
    public PolicyEffect Effect { get; set; } = PolicyEffect.Deny;

    /// <summary>The sender has one of these roles.</summary>
    public IList<string> Roles { get; set; } = [];

    /// <summary>The message is of one of these types.</summary>
    public IList<MessageType> Types { get; set; } = [];

    /// <summary>Its action is one of these names.</summary>
    public IList<string> Actions { get; set; } = [];

    /// <summary>Its tool is one of these names.</summary>
    public IList<string> Tools { get; set; } = [];

    /// <summary>Its target is one of these names, as room:channel or the id of an agent.</summary>
    public IList<string> Targets { get; set; } = [];

    /// <summary>Inspection found one of these.</summary>
    public IList<string> Findings { get; set; } = [];

    /// <summary>It is classified at least so.</summary>
    public Classification AtLeast { get; set; }

    /// <summary>It holds for messages without a valid approval only; one that denies leaves those to people whose sender asks for an approval.</summary>
    public bool UnlessApproved { get; set; }

    /// <summary>The rule of deliberation that Deliberate demands; empty: the tenant's own.</summary>
    public string Deliberation { get; set; } = "";

    /// <summary>The classification that Raise raises to.</summary>
    public Classification RaiseTo { get; set; }

    /// <summary>The impact that Raise raises to, 0 to 1.</summary>
    public double ImpactFloor { get; set; }

    /// <summary>As a rule of a tenant.</summary>
    public DeclaredRule ToRule(string name) => new()
    {
        Name = name,
        Effect = Effect,
        Roles = [.. Roles],
        Types = [.. Types],
        Actions = [.. Actions],
        Tools = [.. Tools],
        Targets = [.. Targets],
        Findings = [.. Findings],
        AtLeast = AtLeast,
        UnlessApproved = UnlessApproved,
        Deliberation = Deliberation,
        RaiseTo = RaiseTo,
        ImpactFloor = ImpactFloor,
    };
}
