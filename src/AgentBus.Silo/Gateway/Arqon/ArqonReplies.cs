using System.Buffers;
using AgentBus.Silo.Gateway.Commands;
using Google.Protobuf.WellKnownTypes;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Gateway.Arqon;

/// <summary>Answers to requests of ArqonBus clients: <c>response</c> and <c>command_response</c> for commands, <c>message_response</c> for messages, <c>error</c>.</summary>
internal sealed class ArqonReplies(TimeProvider time)
{
    private const string Success = "success";
    private const string Failure = "error";
    private const string Pending = "pending";

    /// <summary>A message's receipt.</summary>
    public void WriteReceipt(IBufferWriter<byte> output, ArqonRequest request, Wire.Receipt receipt)
    {
        if (receipt.Outcome == Wire.Outcome.Refused)
        {
            WriteError(output, request, receipt.Code, receipt.Reason);
            return;
        }

        var isHeld = receipt.Outcome == Wire.Outcome.Held;
        (Envelope(ArqonTypes.MessageResponse) with
        {
            Id = request.Id,
            RequestId = request.Id,
            Status = isHeld ? Pending : Success,
            Payload = request.Payload,
            Metadata = isHeld
                ? CommandResult.Of(("case_id", CommandValues.Text(receipt.CaseId))).Data
                : CommandResult.Of(("sequence", CommandValues.Number(receipt.Sequence)), ("epoch", CommandValues.Text($"{receipt.Epoch}"))).Data,
        }).WriteTo(output);
    }

    /// <summary>A command's answer, as its code and as its contract have it.</summary>
    public void WriteReply(IBufferWriter<byte> output, ArqonRequest request, Struct data)
    {
        (Envelope(ArqonTypes.Response) with
        {
            RequestId = request.Id,
            Status = Success,
            Payload = CommandResult.Of(("message", CommandValues.Text($"{request.Command} done")), ("data", Value.ForStruct(data))).Data,
        }).WriteTo(output);
        WriteAck(output, request, Success, data);
    }

    /// <summary>A refusal, with ArqonBus's code.</summary>
    public void WriteError(IBufferWriter<byte> output, ArqonRequest request, string code, string reason)
    {
        var name = request.Problem?.Code ?? ArqonCodes.Of(code, request.Command);
        if (request.Command.Length > 0 && request.Problem is null)
        {
            (Envelope(ArqonTypes.Response) with
            {
                RequestId = request.Id,
                Status = Failure,
                Error = reason,
                ErrorCode = name,
                Payload = CommandResult.Of(("message", CommandValues.Text(reason)), ("data", Value.ForStruct(new Struct()))).Data,
            }).WriteTo(output);
            WriteAck(output, request, Failure, new Struct());
            return;
        }

        var isBlocked = name.StartsWith("CASIL_", StringComparison.Ordinal);
        (Envelope(ArqonTypes.Error) with
        {
            RequestId = request.Id,
            Status = Failure,
            Error = request.Problem is not null ? "Message validation failed" : isBlocked ? "CASIL blocked message" : reason,
            ErrorCode = name,
            Payload = isBlocked
                ? CommandResult.Of(("reason", CommandValues.Text(name))).Data
                : CommandResult.Of(("errors", CommandValues.List([reason])), ("code", CommandValues.Text(code))).Data,
        }).WriteTo(output);
    }

    /// <summary>What the bus says to a client on its own.</summary>
    public void WriteSystem(IBufferWriter<byte> output, string message) =>
        (Envelope(ArqonTypes.System) with { Payload = CommandResult.Of(("message", CommandValues.Text(message))).Data }).WriteTo(output);

    /// <summary>The greeting.</summary>
    public void WriteWelcome(IBufferWriter<byte> output, Wire.Welcome welcome) => (Envelope(ArqonTypes.Message) with
    {
        Payload = CommandResult.Of(("welcome", CommandValues.Text("Connected to ArqonBus")), ("client_id", CommandValues.Text(welcome.AgentId))).Data,
    }).WriteTo(output);

    private void WriteAck(IBufferWriter<byte> output, ArqonRequest request, string status, Struct data) => (Envelope(ArqonTypes.CommandResponse) with
    {
        Id = request.Id,
        Command = request.Command,
        RequestId = request.Id,
        Status = status,
        Payload = CommandResult.Of(
            ("request_id", CommandValues.Text(request.Id)),
            ("status", CommandValues.Text(status)),
            ("result", Value.ForStruct(data))).Data,
    }).WriteTo(output);

    private ArqonEnvelope Envelope(string type) => new(type, time.GetUtcNow());
}
