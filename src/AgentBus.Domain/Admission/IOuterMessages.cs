namespace AgentBus.Domain.Admission;

/// <summary>What people said of the messages that those of a batch name as their parents. Looked up before, since admission does not wait.</summary>
public interface IOuterMessages
{
    /// <summary>Whether people had to approve the message of this id, and did not.</summary>
    bool LacksApproval(string messageId);
}
