namespace AgentBus.Grains.Agents;

/// <summary>A batch that is being prepared, for which the sender's keys stay in memory. Disposed of once.</summary>
internal readonly struct KeyHold(DeliveredKeys keys) : IDisposable
{
    public void Dispose() => keys.Release();
}
