namespace AgentBus.Domain.Policies;

/// <summary>The parts of the input document that are made apart from each other, since many policies need few of them.</summary>
[Flags]
internal enum InputParts
{
    None = 0,
    Action = 1,
    Ehi = 1 << 1,
    Findings = 1 << 2,
    Approval = 1 << 3,
    Principal = 1 << 4,
    Target = 1 << 5,

    /// <summary>What the payload says of the target.</summary>
    TargetUse = 1 << 6,

    /// <summary>Type, kind, priority and the like: few values.</summary>
    Kind = 1 << 7,

    /// <summary>Ids and the like: a value of its own for each message.</summary>
    Ids = 1 << 8,
    Content = 1 << 9,
    Payload = 1 << 10,
    Headers = 1 << 11,
    Recent = 1 << 12,
    Time = 1 << 13,

    /// <summary>What many messages have alike: decisions that follow from these alone are kept.</summary>
    Repeating = Action | Ehi | Findings | Approval | Principal | Target | TargetUse | Kind,
    Message = Kind | Ids | Content | Payload | Headers,
    All = Repeating | Ids | Content | Payload | Headers | Recent | Time,
}
