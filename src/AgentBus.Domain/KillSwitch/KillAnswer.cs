namespace AgentBus.Domain.KillSwitch;

/// <summary>What somebody answered who was asked to help to stop a target.</summary>
/// <typeparam name="T">The answer.</typeparam>
/// <param name="Where">Who was asked.</param>
/// <param name="Value">The answer; null: none came.</param>
/// <param name="Fault">Why none came, for people; empty where one did.</param>
public sealed record KillAnswer<T>(string Where, T? Value, string Fault)
    where T : class;
