using AgentBus.Model;

namespace AgentBus.Domain.Admission;

/// <summary>Who is a member of which room: follows one of its channels. It must hold the answer already; admission does not wait.</summary>
public interface IRoomMembers
{
    /// <summary>Whether the agent is a member; false where that is not known.</summary>
    bool IsMember(AgentKey agent, RoomKey room);
}
