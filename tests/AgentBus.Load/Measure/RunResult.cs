namespace AgentBus.Load.Measure;

/// <summary>One run of one driver against one server.</summary>
/// <param name="Answered">Answers within the time.</param>
/// <param name="AnsweredInAll">Answers including those that came while draining; these must be in the journal.</param>
/// <param name="Delivered">Deliveries within the time, over all receivers.</param>
/// <param name="Elapsed">The time.</param>
/// <param name="FromSend">Latencies from the send.</param>
/// <param name="FromSchedule">Latencies from the moment at which a fixed rate wanted the send; empty in a closed loop.</param>
/// <param name="DriverCpu">What the driver used.</param>
/// <param name="ServerCpu">What the server used.</param>
internal sealed record RunResult(
    long Answered,
    long AnsweredInAll,
    long Delivered,
    TimeSpan Elapsed,
    LatencyHistogram FromSend,
    LatencyHistogram FromSchedule,
    TimeSpan DriverCpu,
    TimeSpan ServerCpu)
{
    public double AnsweredPerSecond => Answered / Elapsed.TotalSeconds;

    public double DeliveredPerSecond => Delivered / Elapsed.TotalSeconds;

    /// <summary>The driver's part of all CPU time that driver and server used, 0 to 1.</summary>
    public double DriverShare => DriverCpu / (DriverCpu + ServerCpu);

    public double ServerMicrosecondsPerMessage => ServerCpu.TotalMicroseconds / Math.Max(AnsweredInAll, 1);

    public double ServerMicrosecondsPerDelivery => ServerCpu.TotalMicroseconds / Math.Max(Delivered, 1);

    public double DriverMicrosecondsPerMessage => DriverCpu.TotalMicroseconds / Math.Max(AnsweredInAll, 1);
}
