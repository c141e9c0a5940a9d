using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Grains.Deliberation;

/// <summary>What came of an attempt to deliver the message of an approved case: a step of the case, or that it has to be tried again.</summary>
/// <param name="Step">Delivered, refused, or opened again.</param>
/// <param name="Again">Why it has to be tried again; null where there is a step.</param>
/// <param name="Parcel">The message, where inspection made another one of it.</param>
/// <param name="Raw">The message as it was before that, encrypted, where the case keeps it.</param>
/// <param name="Lost">Receivers that did not get it though others did.</param>
internal sealed record CaseDelivered(
    CaseStep? Step, Refusal? Again = null, CaseParcel? Parcel = null, SealedContent? Raw = null, IReadOnlyList<(ChannelKey End, Refusal Why)>? Lost = null);
