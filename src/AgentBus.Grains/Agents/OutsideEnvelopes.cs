using System.Collections.Immutable;
using AgentBus.Domain.Ports;
using AgentBus.Grains.Access;
using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>
/// What a client outside of the silos says of its bytes is not believed (BUS-16): its envelopes are read again from them, so that rules judge,
/// and receivers get, the same message. The silo's own front-end has read them already; a service
/// of the silo that has not says so.
/// </summary>
internal sealed class OutsideEnvelopes(IEnvelopeCodec codec)
{
    /// <summary>The request as the rules may judge it.</summary>
    public SendRequest Read(SendRequest request)
    {
        if (!CallOrigin.IsOutside && !request.BytesOnly)
        {
            return request;
        }

        var read = ImmutableArray.CreateBuilder<Envelope>(request.Envelopes.Length);
        foreach (var envelope in request.Envelopes)
        {
            read.Add(codec.Read(envelope.Encoded.Span));
        }

        return request with { Envelopes = read.MoveToImmutable() };
    }
}
