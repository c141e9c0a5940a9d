namespace AgentBus.Domain.Ports;

/// <summary>Is told where a stage of admission failed, to log and count it. The stage itself decides what becomes of the message. Thread-safe; never throws.</summary>
public interface IStageFaults
{
    /// <summary>A stage failed at a message.</summary>
    /// <param name="stage">The stage's name.</param>
    /// <param name="fault">What it failed with. It may quote the message: whoever logs it takes care of that.</param>
    void Failed(string stage, Exception fault);
}
