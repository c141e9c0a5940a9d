namespace AgentBus.Grains.Hosting;

/// <summary>Rings once, at the time it was last set for.</summary>
internal interface IAlarm
{
    /// <summary>Sets it; an earlier setting counts no more.</summary>
    void Set(TimeSpan due);
}
