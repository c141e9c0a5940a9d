using AgentBus.Model;
using AgentBus.Rego;

namespace AgentBus.Domain.Policies;

/// <summary>The parts of a message that a policy reads, where messages have them alike. Parts that it does not read are left at their default.</summary>
/// <param name="Principal">The sender's documents: one object for one sender under one revision.</param>
/// <param name="Action">The action.</param>
/// <param name="Tool">The tool.</param>
/// <param name="Target">The channel, or the receiver's inbox.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Type">The type.</param>
/// <param name="Kind">The kind, the priority, the classification and the flags.</param>
/// <param name="Protocol">The protocol that it came in by.</param>
/// <param name="Findings">What inspection found.</param>
/// <param name="Ehi">The EHI; NaN: none.</param>
/// <param name="Use">What the payload says of the target.</param>
internal readonly record struct DecisionKey(
    object? Principal,
    string Action,
    string Tool,
    ChannelKey Target,
    string Subject,
    MessageType Type,
    int Kind,
    string Protocol,
    string Findings,
    double Ehi,
    RegoValue? Use);
