package io.precinct99.stage.spiffe;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.List;
import java.util.Map;

/** JSON claims as the protobuf structure in which ValidateJWTSVID returns them. */
final class ClaimsStruct {

    private ClaimsStruct() {}

    static Struct of(Map<?, ?> claims) {
        Struct.Builder struct = Struct.newBuilder();
        claims.forEach((name, claim) -> struct.putFields(String.valueOf(name), value(claim)));
        return struct.build();
    }

    private static Value value(Object claim) {
        Value.Builder value = Value.newBuilder();
        if (claim == null) {
            value.setNullValue(NullValue.NULL_VALUE);
        } else if (claim instanceof Map<?, ?> map) {
            value.setStructValue(of(map));
        } else if (claim instanceof List<?> list) {
            ListValue.Builder values = ListValue.newBuilder();
            list.forEach(item -> values.addValues(value(item)));
            value.setListValue(values);
        } else if (claim instanceof Number number) {
            value.setNumberValue(number.doubleValue());
        } else if (claim instanceof Boolean flag) {
            value.setBoolValue(flag);
        } else {
            value.setStringValue(claim.toString());
        }
        return value.build();
    }
}
