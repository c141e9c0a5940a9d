using AgentBus.Model;
using Orleans.Runtime;

namespace AgentBus.Contracts;

/// <summary>Where the changes of cases are: one stream a tenant, of <see cref="CaseUpdates"/>, on the provider of <see cref="ChannelStreams"/>.</summary>
public static class CaseStreams
{
    /// <summary>The namespace of the streams: the subject of such events (ENV-12) without its entity, which is the stream's key.</summary>
    public const string Namespace = "ace.comms.governance.case.evt.v1";

    /// <summary>The stream of a tenant.</summary>
    public static StreamId Of(string tenant) => StreamId.Create(Namespace, new TenantKey(tenant).CasesKey);
}
