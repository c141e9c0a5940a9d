using AgentBus.Domain.Abuse;

namespace AgentBus.Silo.Security.Abuse;

/// <summary>A ban as an operator is shown it.</summary>
/// <param name="Kind">What is banned.</param>
/// <param name="Name">The address (IPv6: its /64), or the subject as tenant/agent.</param>
/// <param name="Reason">The offence that brought it about.</param>
/// <param name="Count">The how manieth ban in a row it is.</param>
/// <param name="Since">When it began.</param>
/// <param name="Until">When it ends.</param>
internal sealed record Ban(BanKind Kind, string Name, Offence Reason, int Count, DateTimeOffset Since, DateTimeOffset Until);
