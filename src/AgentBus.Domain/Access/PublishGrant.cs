using AgentBus.Domain.Routing;
using AgentBus.Model;

namespace AgentBus.Domain.Access;

/// <summary>Whether a principal may publish with a verb to a channel, worked out once per revision.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Verb">The verb.</param>
/// <param name="Subject">The subject that was judged.</param>
/// <param name="Refusal">Why not; null: it may.</param>
/// <param name="MaxClassification">Content above this is not accepted there.</param>
internal sealed record PublishGrant(
    ChannelKey Channel, SubjectVerb Verb, string Subject, Refusal? Refusal, Classification MaxClassification);
