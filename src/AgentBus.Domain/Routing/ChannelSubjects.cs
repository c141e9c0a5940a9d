using AgentBus.Model;

namespace AgentBus.Domain.Routing;

/// <summary>The subjects by which authorization judges what principals do.</summary>
public static class ChannelSubjects
{
    /// <summary>Publishing to a channel.</summary>
    public static string Publish(EntityType sender, ChannelKey channel, SubjectVerb verb) =>
        new SubjectName(ProtocolOf(sender), "channel", channel.Name, verb).ToString();

    /// <summary>Following or reading a channel.</summary>
    public static string Follow(EntityType reader, ChannelKey channel) => Publish(reader, channel, SubjectVerb.Qry);

    /// <summary>Creating a channel, by command or by using it.</summary>
    public static string Create(EntityType actor, ChannelKey channel) =>
        new SubjectName(ProtocolOf(actor), "channel", channel.Name, SubjectVerb.Cmd, "create_channel").ToString();

    /// <summary>Deleting a channel.</summary>
    public static string Delete(EntityType actor, ChannelKey channel) =>
        new SubjectName(ProtocolOf(actor), "channel", channel.Name, SubjectVerb.Cmd, "delete_channel").ToString();

    /// <summary>A message to an agent or a group.</summary>
    public static string Direct(Recipient receiver, SubjectVerb verb) =>
        new SubjectName("a2a", receiver.IsGroup ? "group" : "agent", receiver.Id, verb).ToString();

    /// <summary>Looking agents up.</summary>
    public static string LookUp(EntityType asker) => new SubjectName(ProtocolOf(asker), "directory", "agents", SubjectVerb.Qry).ToString();

    /// <summary>An operation on a tenant; only the pattern of all subjects covers it.</summary>
    public static string Operate(string tenant, string operation) =>
        new SubjectName("system", "tenant", tenant, SubjectVerb.Cmd, operation).ToString();

    /// <summary>People and their screens come by HTTP, everything else is an agent.</summary>
    public static string ProtocolOf(EntityType type) => type is EntityType.Human or EntityType.Dashboard ? "http" : "agent";
}
