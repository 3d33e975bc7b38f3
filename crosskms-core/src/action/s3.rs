//! The actions of Amazon S3: generated, not to be edited.
//!
//! `cargo run -p crosskms-catalogue` writes this file from `s3-actions.json` in `catalogue/data`, AWS's
//! Service Authorization Reference as of 2026-10-27.
#![cfg_attr(rustfmt, rustfmt_skip)]
#![expect(non_upper_case_globals, reason = "an action is spelled as AWS spells it")]

use super::{AccessLevel, Action, Definition, Service};

/// `s3:AbortMultipartUpload`: Write, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const AbortMultipartUpload: Action = Action::new(&Definition {
    service: Service::S3, name: "AbortMultipartUpload", access_level: AccessLevel::Write,
    resource_types: &["accesspointobject", "object"],
    condition_keys: CONDITION_KEYS_OF_ABORT_MULTIPART_UPLOAD, cross_account: true, key_usages: &[],
    grantable: false,
});

/// `s3:AllowVendedLogDeliveryForResource`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const AllowVendedLogDeliveryForResource: Action = Action::new(&Definition {
    service: Service::S3, name: "AllowVendedLogDeliveryForResource", access_level: AccessLevel::Read,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_ALLOW_VENDED_LOG_DELIVERY_FOR_RESOURCE,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:AssociateAccessGrantsIdentityCenter`: Permissions management, on `accessgrantsinstance`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const AssociateAccessGrantsIdentityCenter: Action = Action::new(&Definition {
    service: Service::S3, name: "AssociateAccessGrantsIdentityCenter",
    access_level: AccessLevel::PermissionsManagement, resource_types: &["accessgrantsinstance"],
    condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:BypassGovernanceRetention`: Permissions management, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const BypassGovernanceRetention: Action = Action::new(&Definition {
    service: Service::S3, name: "BypassGovernanceRetention", access_level: AccessLevel::PermissionsManagement,
    resource_types: &["accesspointobject", "object"],
    condition_keys: CONDITION_KEYS_OF_BYPASS_GOVERNANCE_RETENTION, cross_account: true, key_usages: &[],
    grantable: false,
});

/// `s3:CreateAccessGrant`: Permissions management, on `accessgrant`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const CreateAccessGrant: Action = Action::new(&Definition {
    service: Service::S3, name: "CreateAccessGrant", access_level: AccessLevel::PermissionsManagement,
    resource_types: &["accessgrant"], condition_keys: CONDITION_KEYS_OF_CREATE_ACCESS_GRANT,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:CreateAccessGrantsInstance`: Permissions management, on `accessgrantsinstance`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const CreateAccessGrantsInstance: Action = Action::new(&Definition {
    service: Service::S3, name: "CreateAccessGrantsInstance",
    access_level: AccessLevel::PermissionsManagement, resource_types: &["accessgrantsinstance"],
    condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:CreateAccessGrantsLocation`: Permissions management, on `accessgrantslocation`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const CreateAccessGrantsLocation: Action = Action::new(&Definition {
    service: Service::S3, name: "CreateAccessGrantsLocation",
    access_level: AccessLevel::PermissionsManagement, resource_types: &["accessgrantslocation"],
    condition_keys: CONDITION_KEYS_OF_CREATE_ACCESS_GRANTS_LOCATION, cross_account: true, key_usages: &[],
    grantable: false,
});

/// `s3:CreateAccessPoint`: Write, on `accesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const CreateAccessPoint: Action = Action::new(&Definition {
    service: Service::S3, name: "CreateAccessPoint", access_level: AccessLevel::Write,
    resource_types: &["accesspoint"], condition_keys: CONDITION_KEYS_OF_CREATE_ACCESS_POINT,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:CreateAccessPointForObjectLambda`: Write, on `objectlambdaaccesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const CreateAccessPointForObjectLambda: Action = Action::new(&Definition {
    service: Service::S3, name: "CreateAccessPointForObjectLambda", access_level: AccessLevel::Write,
    resource_types: &["objectlambdaaccesspoint"],
    condition_keys: CONDITION_KEYS_OF_CREATE_ACCESS_POINT_FOR_OBJECT_LAMBDA, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:CreateBucket`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const CreateBucket: Action = Action::new(&Definition {
    service: Service::S3, name: "CreateBucket", access_level: AccessLevel::Write, resource_types: &["bucket"],
    condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET, cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:CreateBucketMetadataTableConfiguration`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const CreateBucketMetadataTableConfiguration: Action = Action::new(&Definition {
    service: Service::S3, name: "CreateBucketMetadataTableConfiguration", access_level: AccessLevel::Write,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:CreateJob`: Write, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const CreateJob: Action = Action::new(&Definition {
    service: Service::S3, name: "CreateJob", access_level: AccessLevel::Write, resource_types: &[],
    condition_keys: CONDITION_KEYS_OF_CREATE_JOB, cross_account: false, key_usages: &[], grantable: false,
});

/// `s3:CreateMultiRegionAccessPoint`: Write, on `multiregionaccesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const CreateMultiRegionAccessPoint: Action = Action::new(&Definition {
    service: Service::S3, name: "CreateMultiRegionAccessPoint", access_level: AccessLevel::Write,
    resource_types: &["multiregionaccesspoint"],
    condition_keys: CONDITION_KEYS_OF_CREATE_MULTI_REGION_ACCESS_POINT, cross_account: true, key_usages: &[],
    grantable: false,
});

/// `s3:CreateStorageLensGroup`: Write, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const CreateStorageLensGroup: Action = Action::new(&Definition {
    service: Service::S3, name: "CreateStorageLensGroup", access_level: AccessLevel::Write,
    resource_types: &[], condition_keys: CONDITION_KEYS_OF_CREATE_STORAGE_LENS_GROUP, cross_account: false,
    key_usages: &[], grantable: false,
});

/// `s3:DeleteAccessGrant`: Permissions management, on `accessgrant`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteAccessGrant: Action = Action::new(&Definition {
    service: Service::S3, name: "DeleteAccessGrant", access_level: AccessLevel::PermissionsManagement,
    resource_types: &["accessgrant"], condition_keys: CONDITION_KEYS_OF_CREATE_ACCESS_GRANT,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:DeleteAccessGrantsInstance`: Permissions management, on `accessgrantsinstance`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteAccessGrantsInstance: Action = Action::new(&Definition {
    service: Service::S3, name: "DeleteAccessGrantsInstance",
    access_level: AccessLevel::PermissionsManagement, resource_types: &["accessgrantsinstance"],
    condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:DeleteAccessGrantsInstanceResourcePolicy`: Permissions management, on `accessgrantsinstance`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteAccessGrantsInstanceResourcePolicy: Action = Action::new(&Definition {
    service: Service::S3, name: "DeleteAccessGrantsInstanceResourcePolicy",
    access_level: AccessLevel::PermissionsManagement, resource_types: &["accessgrantsinstance"],
    condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:DeleteAccessGrantsLocation`: Permissions management, on `accessgrantslocation`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteAccessGrantsLocation: Action = Action::new(&Definition {
    service: Service::S3, name: "DeleteAccessGrantsLocation",
    access_level: AccessLevel::PermissionsManagement, resource_types: &["accessgrantslocation"],
    condition_keys: CONDITION_KEYS_OF_CREATE_ACCESS_GRANTS_LOCATION, cross_account: true, key_usages: &[],
    grantable: false,
});

/// `s3:DeleteAccessPoint`: Write, on `accesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteAccessPoint: Action = Action::new(&Definition {
    service: Service::S3, name: "DeleteAccessPoint", access_level: AccessLevel::Write,
    resource_types: &["accesspoint"], condition_keys: CONDITION_KEYS_OF_DELETE_ACCESS_POINT,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:DeleteAccessPointForObjectLambda`: Write, on `objectlambdaaccesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteAccessPointForObjectLambda: Action = Action::new(&Definition {
    service: Service::S3, name: "DeleteAccessPointForObjectLambda", access_level: AccessLevel::Write,
    resource_types: &["objectlambdaaccesspoint"],
    condition_keys: CONDITION_KEYS_OF_CREATE_ACCESS_POINT_FOR_OBJECT_LAMBDA, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:DeleteAccessPointPolicy`: Permissions management, on `accesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteAccessPointPolicy: Action = Action::new(&Definition {
    service: Service::S3, name: "DeleteAccessPointPolicy", access_level: AccessLevel::PermissionsManagement,
    resource_types: &["accesspoint"], condition_keys: CONDITION_KEYS_OF_DELETE_ACCESS_POINT,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:DeleteAccessPointPolicyForObjectLambda`: Permissions management, on `objectlambdaaccesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteAccessPointPolicyForObjectLambda: Action = Action::new(&Definition {
    service: Service::S3, name: "DeleteAccessPointPolicyForObjectLambda",
    access_level: AccessLevel::PermissionsManagement, resource_types: &["objectlambdaaccesspoint"],
    condition_keys: CONDITION_KEYS_OF_CREATE_ACCESS_POINT_FOR_OBJECT_LAMBDA, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:DeleteBucket`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteBucket: Action = Action::new(&Definition {
    service: Service::S3, name: "DeleteBucket", access_level: AccessLevel::Write, resource_types: &["bucket"],
    condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:DeleteBucketMetadataTableConfiguration`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteBucketMetadataTableConfiguration: Action = Action::new(&Definition {
    service: Service::S3, name: "DeleteBucketMetadataTableConfiguration", access_level: AccessLevel::Write,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:DeleteBucketPolicy`: Permissions management, on `bucket`; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteBucketPolicy: Action = Action::new(&Definition {
    service: Service::S3, name: "DeleteBucketPolicy", access_level: AccessLevel::PermissionsManagement,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: false, key_usages: &[], grantable: false,
});

/// `s3:DeleteBucketWebsite`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteBucketWebsite: Action = Action::new(&Definition {
    service: Service::S3, name: "DeleteBucketWebsite", access_level: AccessLevel::Write,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:DeleteJobTagging`: Tagging, on `job`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteJobTagging: Action = Action::new(&Definition {
    service: Service::S3, name: "DeleteJobTagging", access_level: AccessLevel::Tagging,
    resource_types: &["job"], condition_keys: CONDITION_KEYS_OF_DELETE_JOB_TAGGING, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:DeleteMultiRegionAccessPoint`: Write, on `multiregionaccesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteMultiRegionAccessPoint: Action = Action::new(&Definition {
    service: Service::S3, name: "DeleteMultiRegionAccessPoint", access_level: AccessLevel::Write,
    resource_types: &["multiregionaccesspoint"],
    condition_keys: CONDITION_KEYS_OF_CREATE_MULTI_REGION_ACCESS_POINT, cross_account: true, key_usages: &[],
    grantable: false,
});

/// `s3:DeleteObject`: Write, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteObject: Action = Action::new(&Definition {
    service: Service::S3, name: "DeleteObject", access_level: AccessLevel::Write,
    resource_types: &["accesspointobject", "object"], condition_keys: CONDITION_KEYS_OF_DELETE_OBJECT,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:DeleteObjectAnnotation`: Write, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteObjectAnnotation: Action = Action::new(&Definition {
    service: Service::S3, name: "DeleteObjectAnnotation", access_level: AccessLevel::Write,
    resource_types: &["accesspointobject", "object"],
    condition_keys: CONDITION_KEYS_OF_DELETE_OBJECT_ANNOTATION, cross_account: true, key_usages: &[],
    grantable: false,
});

/// `s3:DeleteObjectTagging`: Tagging, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteObjectTagging: Action = Action::new(&Definition {
    service: Service::S3, name: "DeleteObjectTagging", access_level: AccessLevel::Tagging,
    resource_types: &["accesspointobject", "object"], condition_keys: CONDITION_KEYS_OF_DELETE_OBJECT_TAGGING,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:DeleteObjectVersion`: Write, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteObjectVersion: Action = Action::new(&Definition {
    service: Service::S3, name: "DeleteObjectVersion", access_level: AccessLevel::Write,
    resource_types: &["accesspointobject", "object"], condition_keys: CONDITION_KEYS_OF_DELETE_OBJECT_VERSION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:DeleteObjectVersionAnnotation`: Write, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteObjectVersionAnnotation: Action = Action::new(&Definition {
    service: Service::S3, name: "DeleteObjectVersionAnnotation", access_level: AccessLevel::Write,
    resource_types: &["accesspointobject", "object"],
    condition_keys: CONDITION_KEYS_OF_DELETE_OBJECT_VERSION_ANNOTATION, cross_account: true, key_usages: &[],
    grantable: false,
});

/// `s3:DeleteObjectVersionTagging`: Tagging, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteObjectVersionTagging: Action = Action::new(&Definition {
    service: Service::S3, name: "DeleteObjectVersionTagging", access_level: AccessLevel::Tagging,
    resource_types: &["accesspointobject", "object"],
    condition_keys: CONDITION_KEYS_OF_DELETE_OBJECT_VERSION_TAGGING, cross_account: true, key_usages: &[],
    grantable: false,
});

/// `s3:DeleteStorageLensConfiguration`: Write, on `storagelensconfiguration`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteStorageLensConfiguration: Action = Action::new(&Definition {
    service: Service::S3, name: "DeleteStorageLensConfiguration", access_level: AccessLevel::Write,
    resource_types: &["storagelensconfiguration"],
    condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:DeleteStorageLensConfigurationTagging`: Tagging, on `storagelensconfiguration`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteStorageLensConfigurationTagging: Action = Action::new(&Definition {
    service: Service::S3, name: "DeleteStorageLensConfigurationTagging", access_level: AccessLevel::Tagging,
    resource_types: &["storagelensconfiguration"],
    condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:DeleteStorageLensGroup`: Write, on `storagelensgroup`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteStorageLensGroup: Action = Action::new(&Definition {
    service: Service::S3, name: "DeleteStorageLensGroup", access_level: AccessLevel::Write,
    resource_types: &["storagelensgroup"],
    condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:DescribeJob`: Read, on `job`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DescribeJob: Action = Action::new(&Definition {
    service: Service::S3, name: "DescribeJob", access_level: AccessLevel::Read, resource_types: &["job"],
    condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:DescribeMultiRegionAccessPointOperation`: Read, on `multiregionaccesspointrequestarn`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DescribeMultiRegionAccessPointOperation: Action = Action::new(&Definition {
    service: Service::S3, name: "DescribeMultiRegionAccessPointOperation", access_level: AccessLevel::Read,
    resource_types: &["multiregionaccesspointrequestarn"],
    condition_keys: CONDITION_KEYS_OF_DESCRIBE_MULTI_REGION_ACCESS_POINT_OPERATION, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:DissociateAccessGrantsIdentityCenter`: Permissions management, on `accessgrantsinstance`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DissociateAccessGrantsIdentityCenter: Action = Action::new(&Definition {
    service: Service::S3, name: "DissociateAccessGrantsIdentityCenter",
    access_level: AccessLevel::PermissionsManagement, resource_types: &["accessgrantsinstance"],
    condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:GetAccelerateConfiguration`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetAccelerateConfiguration: Action = Action::new(&Definition {
    service: Service::S3, name: "GetAccelerateConfiguration", access_level: AccessLevel::Read,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetAccessGrant`: Read, on `accessgrant`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetAccessGrant: Action = Action::new(&Definition {
    service: Service::S3, name: "GetAccessGrant", access_level: AccessLevel::Read,
    resource_types: &["accessgrant"], condition_keys: CONDITION_KEYS_OF_CREATE_ACCESS_GRANT,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetAccessGrantsInstance`: Read, on `accessgrantsinstance`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetAccessGrantsInstance: Action = Action::new(&Definition {
    service: Service::S3, name: "GetAccessGrantsInstance", access_level: AccessLevel::Read,
    resource_types: &["accessgrantsinstance"],
    condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:GetAccessGrantsInstanceForPrefix`: Read, on `accessgrantsinstance`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetAccessGrantsInstanceForPrefix: Action = Action::new(&Definition {
    service: Service::S3, name: "GetAccessGrantsInstanceForPrefix", access_level: AccessLevel::Read,
    resource_types: &["accessgrantsinstance"],
    condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:GetAccessGrantsInstanceResourcePolicy`: Read, on `accessgrantsinstance`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetAccessGrantsInstanceResourcePolicy: Action = Action::new(&Definition {
    service: Service::S3, name: "GetAccessGrantsInstanceResourcePolicy", access_level: AccessLevel::Read,
    resource_types: &["accessgrantsinstance"],
    condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:GetAccessGrantsLocation`: Read, on `accessgrantslocation`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetAccessGrantsLocation: Action = Action::new(&Definition {
    service: Service::S3, name: "GetAccessGrantsLocation", access_level: AccessLevel::Read,
    resource_types: &["accessgrantslocation"],
    condition_keys: CONDITION_KEYS_OF_CREATE_ACCESS_GRANTS_LOCATION, cross_account: true, key_usages: &[],
    grantable: false,
});

/// `s3:GetAccessPoint`: Read, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetAccessPoint: Action = Action::new(&Definition {
    service: Service::S3, name: "GetAccessPoint", access_level: AccessLevel::Read, resource_types: &[],
    condition_keys: CONDITION_KEYS_OF_DELETE_ACCESS_POINT, cross_account: false, key_usages: &[],
    grantable: false,
});

/// `s3:GetAccessPointConfigurationForObjectLambda`: Read, on `objectlambdaaccesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetAccessPointConfigurationForObjectLambda: Action = Action::new(&Definition {
    service: Service::S3, name: "GetAccessPointConfigurationForObjectLambda", access_level: AccessLevel::Read,
    resource_types: &["objectlambdaaccesspoint"],
    condition_keys: CONDITION_KEYS_OF_CREATE_ACCESS_POINT_FOR_OBJECT_LAMBDA, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:GetAccessPointForObjectLambda`: Read, on `objectlambdaaccesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetAccessPointForObjectLambda: Action = Action::new(&Definition {
    service: Service::S3, name: "GetAccessPointForObjectLambda", access_level: AccessLevel::Read,
    resource_types: &["objectlambdaaccesspoint"],
    condition_keys: CONDITION_KEYS_OF_CREATE_ACCESS_POINT_FOR_OBJECT_LAMBDA, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:GetAccessPointPolicy`: Read, on `accesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetAccessPointPolicy: Action = Action::new(&Definition {
    service: Service::S3, name: "GetAccessPointPolicy", access_level: AccessLevel::Read,
    resource_types: &["accesspoint"], condition_keys: CONDITION_KEYS_OF_DELETE_ACCESS_POINT,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetAccessPointPolicyForObjectLambda`: Read, on `objectlambdaaccesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetAccessPointPolicyForObjectLambda: Action = Action::new(&Definition {
    service: Service::S3, name: "GetAccessPointPolicyForObjectLambda", access_level: AccessLevel::Read,
    resource_types: &["objectlambdaaccesspoint"],
    condition_keys: CONDITION_KEYS_OF_CREATE_ACCESS_POINT_FOR_OBJECT_LAMBDA, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:GetAccessPointPolicyStatus`: Read, on `accesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetAccessPointPolicyStatus: Action = Action::new(&Definition {
    service: Service::S3, name: "GetAccessPointPolicyStatus", access_level: AccessLevel::Read,
    resource_types: &["accesspoint"], condition_keys: CONDITION_KEYS_OF_DELETE_ACCESS_POINT,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetAccessPointPolicyStatusForObjectLambda`: Read, on `objectlambdaaccesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetAccessPointPolicyStatusForObjectLambda: Action = Action::new(&Definition {
    service: Service::S3, name: "GetAccessPointPolicyStatusForObjectLambda", access_level: AccessLevel::Read,
    resource_types: &["objectlambdaaccesspoint"],
    condition_keys: CONDITION_KEYS_OF_CREATE_ACCESS_POINT_FOR_OBJECT_LAMBDA, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:GetAccountPublicAccessBlock`: Read, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetAccountPublicAccessBlock: Action = Action::new(&Definition {
    service: Service::S3, name: "GetAccountPublicAccessBlock", access_level: AccessLevel::Read,
    resource_types: &[], condition_keys: CONDITION_KEYS_OF_GET_ACCOUNT_PUBLIC_ACCESS_BLOCK,
    cross_account: false, key_usages: &[], grantable: false,
});

/// `s3:GetAnalyticsConfiguration`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetAnalyticsConfiguration: Action = Action::new(&Definition {
    service: Service::S3, name: "GetAnalyticsConfiguration", access_level: AccessLevel::Read,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetBucketAbac`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetBucketAbac: Action = Action::new(&Definition {
    service: Service::S3, name: "GetBucketAbac", access_level: AccessLevel::Read, resource_types: &["bucket"],
    condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:GetBucketAcl`: Read, on `accesspoint` or `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetBucketAcl: Action = Action::new(&Definition {
    service: Service::S3, name: "GetBucketAcl", access_level: AccessLevel::Read,
    resource_types: &["accesspoint", "bucket"], condition_keys: CONDITION_KEYS_OF_GET_BUCKET_ACL,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetBucketCORS`: Read, on `accesspoint` or `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetBucketCORS: Action = Action::new(&Definition {
    service: Service::S3, name: "GetBucketCORS", access_level: AccessLevel::Read,
    resource_types: &["accesspoint", "bucket"], condition_keys: CONDITION_KEYS_OF_GET_BUCKET_ACL,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetBucketLocation`: Read, on `accesspoint` or `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetBucketLocation: Action = Action::new(&Definition {
    service: Service::S3, name: "GetBucketLocation", access_level: AccessLevel::Read,
    resource_types: &["accesspoint", "bucket"], condition_keys: CONDITION_KEYS_OF_GET_BUCKET_ACL,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetBucketLogging`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetBucketLogging: Action = Action::new(&Definition {
    service: Service::S3, name: "GetBucketLogging", access_level: AccessLevel::Read,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetBucketMetadataTableConfiguration`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetBucketMetadataTableConfiguration: Action = Action::new(&Definition {
    service: Service::S3, name: "GetBucketMetadataTableConfiguration", access_level: AccessLevel::Read,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetBucketNotification`: Read, on `accesspoint` or `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetBucketNotification: Action = Action::new(&Definition {
    service: Service::S3, name: "GetBucketNotification", access_level: AccessLevel::Read,
    resource_types: &["accesspoint", "bucket"], condition_keys: CONDITION_KEYS_OF_GET_BUCKET_ACL,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetBucketObjectLockConfiguration`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetBucketObjectLockConfiguration: Action = Action::new(&Definition {
    service: Service::S3, name: "GetBucketObjectLockConfiguration", access_level: AccessLevel::Read,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_GET_BUCKET_OBJECT_LOCK_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetBucketOwnershipControls`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetBucketOwnershipControls: Action = Action::new(&Definition {
    service: Service::S3, name: "GetBucketOwnershipControls", access_level: AccessLevel::Read,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetBucketPolicy`: Read, on `accesspoint` or `bucket`; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetBucketPolicy: Action = Action::new(&Definition {
    service: Service::S3, name: "GetBucketPolicy", access_level: AccessLevel::Read,
    resource_types: &["accesspoint", "bucket"], condition_keys: CONDITION_KEYS_OF_GET_BUCKET_ACL,
    cross_account: false, key_usages: &[], grantable: false,
});

/// `s3:GetBucketPolicyStatus`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetBucketPolicyStatus: Action = Action::new(&Definition {
    service: Service::S3, name: "GetBucketPolicyStatus", access_level: AccessLevel::Read,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetBucketPublicAccessBlock`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetBucketPublicAccessBlock: Action = Action::new(&Definition {
    service: Service::S3, name: "GetBucketPublicAccessBlock", access_level: AccessLevel::Read,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetBucketRequestPayment`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetBucketRequestPayment: Action = Action::new(&Definition {
    service: Service::S3, name: "GetBucketRequestPayment", access_level: AccessLevel::Read,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetBucketTagging`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetBucketTagging: Action = Action::new(&Definition {
    service: Service::S3, name: "GetBucketTagging", access_level: AccessLevel::Read,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetBucketVersioning`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetBucketVersioning: Action = Action::new(&Definition {
    service: Service::S3, name: "GetBucketVersioning", access_level: AccessLevel::Read,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetBucketWebsite`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetBucketWebsite: Action = Action::new(&Definition {
    service: Service::S3, name: "GetBucketWebsite", access_level: AccessLevel::Read,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetDataAccess`: Read, on `accessgrantsinstance`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetDataAccess: Action = Action::new(&Definition {
    service: Service::S3, name: "GetDataAccess", access_level: AccessLevel::Read,
    resource_types: &["accessgrantsinstance"],
    condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:GetEncryptionConfiguration`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetEncryptionConfiguration: Action = Action::new(&Definition {
    service: Service::S3, name: "GetEncryptionConfiguration", access_level: AccessLevel::Read,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetIntelligentTieringConfiguration`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetIntelligentTieringConfiguration: Action = Action::new(&Definition {
    service: Service::S3, name: "GetIntelligentTieringConfiguration", access_level: AccessLevel::Read,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetInventoryConfiguration`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetInventoryConfiguration: Action = Action::new(&Definition {
    service: Service::S3, name: "GetInventoryConfiguration", access_level: AccessLevel::Read,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetJobTagging`: Read, on `job`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetJobTagging: Action = Action::new(&Definition {
    service: Service::S3, name: "GetJobTagging", access_level: AccessLevel::Read, resource_types: &["job"],
    condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:GetLifecycleConfiguration`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetLifecycleConfiguration: Action = Action::new(&Definition {
    service: Service::S3, name: "GetLifecycleConfiguration", access_level: AccessLevel::Read,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetMetricsConfiguration`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetMetricsConfiguration: Action = Action::new(&Definition {
    service: Service::S3, name: "GetMetricsConfiguration", access_level: AccessLevel::Read,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetMultiRegionAccessPoint`: Read, on `multiregionaccesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetMultiRegionAccessPoint: Action = Action::new(&Definition {
    service: Service::S3, name: "GetMultiRegionAccessPoint", access_level: AccessLevel::Read,
    resource_types: &["multiregionaccesspoint"],
    condition_keys: CONDITION_KEYS_OF_CREATE_MULTI_REGION_ACCESS_POINT, cross_account: true, key_usages: &[],
    grantable: false,
});

/// `s3:GetMultiRegionAccessPointPolicy`: Read, on `multiregionaccesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetMultiRegionAccessPointPolicy: Action = Action::new(&Definition {
    service: Service::S3, name: "GetMultiRegionAccessPointPolicy", access_level: AccessLevel::Read,
    resource_types: &["multiregionaccesspoint"],
    condition_keys: CONDITION_KEYS_OF_CREATE_MULTI_REGION_ACCESS_POINT, cross_account: true, key_usages: &[],
    grantable: false,
});

/// `s3:GetMultiRegionAccessPointPolicyStatus`: Read, on `multiregionaccesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetMultiRegionAccessPointPolicyStatus: Action = Action::new(&Definition {
    service: Service::S3, name: "GetMultiRegionAccessPointPolicyStatus", access_level: AccessLevel::Read,
    resource_types: &["multiregionaccesspoint"],
    condition_keys: CONDITION_KEYS_OF_CREATE_MULTI_REGION_ACCESS_POINT, cross_account: true, key_usages: &[],
    grantable: false,
});

/// `s3:GetMultiRegionAccessPointRoutes`: Read, on `multiregionaccesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetMultiRegionAccessPointRoutes: Action = Action::new(&Definition {
    service: Service::S3, name: "GetMultiRegionAccessPointRoutes", access_level: AccessLevel::Read,
    resource_types: &["multiregionaccesspoint"],
    condition_keys: CONDITION_KEYS_OF_CREATE_MULTI_REGION_ACCESS_POINT, cross_account: true, key_usages: &[],
    grantable: false,
});

/// `s3:GetObject`: Read, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetObject: Action = Action::new(&Definition {
    service: Service::S3, name: "GetObject", access_level: AccessLevel::Read,
    resource_types: &["accesspointobject", "object"], condition_keys: CONDITION_KEYS_OF_GET_OBJECT,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetObjectAcl`: Read, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetObjectAcl: Action = Action::new(&Definition {
    service: Service::S3, name: "GetObjectAcl", access_level: AccessLevel::Read,
    resource_types: &["accesspointobject", "object"], condition_keys: CONDITION_KEYS_OF_GET_OBJECT,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetObjectAnnotation`: Read, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetObjectAnnotation: Action = Action::new(&Definition {
    service: Service::S3, name: "GetObjectAnnotation", access_level: AccessLevel::Read,
    resource_types: &["accesspointobject", "object"], condition_keys: CONDITION_KEYS_OF_DELETE_OBJECT_TAGGING,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetObjectAttributes`: Read, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetObjectAttributes: Action = Action::new(&Definition {
    service: Service::S3, name: "GetObjectAttributes", access_level: AccessLevel::Read,
    resource_types: &["accesspointobject", "object"], condition_keys: CONDITION_KEYS_OF_DELETE_OBJECT_TAGGING,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetObjectLegalHold`: Read, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetObjectLegalHold: Action = Action::new(&Definition {
    service: Service::S3, name: "GetObjectLegalHold", access_level: AccessLevel::Read,
    resource_types: &["accesspointobject", "object"], condition_keys: CONDITION_KEYS_OF_GET_BUCKET_ACL,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetObjectRetention`: Read, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetObjectRetention: Action = Action::new(&Definition {
    service: Service::S3, name: "GetObjectRetention", access_level: AccessLevel::Read,
    resource_types: &["accesspointobject", "object"], condition_keys: CONDITION_KEYS_OF_GET_BUCKET_ACL,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetObjectTagging`: Read, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetObjectTagging: Action = Action::new(&Definition {
    service: Service::S3, name: "GetObjectTagging", access_level: AccessLevel::Read,
    resource_types: &["accesspointobject", "object"], condition_keys: CONDITION_KEYS_OF_DELETE_OBJECT_TAGGING,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetObjectTorrent`: Read, on `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetObjectTorrent: Action = Action::new(&Definition {
    service: Service::S3, name: "GetObjectTorrent", access_level: AccessLevel::Read,
    resource_types: &["object"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetObjectVersion`: Read, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetObjectVersion: Action = Action::new(&Definition {
    service: Service::S3, name: "GetObjectVersion", access_level: AccessLevel::Read,
    resource_types: &["accesspointobject", "object"], condition_keys: CONDITION_KEYS_OF_GET_OBJECT_VERSION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetObjectVersionAcl`: Read, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetObjectVersionAcl: Action = Action::new(&Definition {
    service: Service::S3, name: "GetObjectVersionAcl", access_level: AccessLevel::Read,
    resource_types: &["accesspointobject", "object"], condition_keys: CONDITION_KEYS_OF_GET_OBJECT_VERSION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetObjectVersionAnnotation`: Read, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetObjectVersionAnnotation: Action = Action::new(&Definition {
    service: Service::S3, name: "GetObjectVersionAnnotation", access_level: AccessLevel::Read,
    resource_types: &["accesspointobject", "object"],
    condition_keys: CONDITION_KEYS_OF_DELETE_OBJECT_VERSION_TAGGING, cross_account: true, key_usages: &[],
    grantable: false,
});

/// `s3:GetObjectVersionAnnotationForReplication`: Read, on `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetObjectVersionAnnotationForReplication: Action = Action::new(&Definition {
    service: Service::S3, name: "GetObjectVersionAnnotationForReplication", access_level: AccessLevel::Read,
    resource_types: &["object"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetObjectVersionAttributes`: Read, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetObjectVersionAttributes: Action = Action::new(&Definition {
    service: Service::S3, name: "GetObjectVersionAttributes", access_level: AccessLevel::Read,
    resource_types: &["accesspointobject", "object"],
    condition_keys: CONDITION_KEYS_OF_DELETE_OBJECT_VERSION_TAGGING, cross_account: true, key_usages: &[],
    grantable: false,
});

/// `s3:GetObjectVersionForReplication`: Read, on `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetObjectVersionForReplication: Action = Action::new(&Definition {
    service: Service::S3, name: "GetObjectVersionForReplication", access_level: AccessLevel::Read,
    resource_types: &["object"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetObjectVersionTagging`: Read, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetObjectVersionTagging: Action = Action::new(&Definition {
    service: Service::S3, name: "GetObjectVersionTagging", access_level: AccessLevel::Read,
    resource_types: &["accesspointobject", "object"],
    condition_keys: CONDITION_KEYS_OF_DELETE_OBJECT_VERSION_TAGGING, cross_account: true, key_usages: &[],
    grantable: false,
});

/// `s3:GetObjectVersionTorrent`: Read, on `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetObjectVersionTorrent: Action = Action::new(&Definition {
    service: Service::S3, name: "GetObjectVersionTorrent", access_level: AccessLevel::Read,
    resource_types: &["object"], condition_keys: CONDITION_KEYS_OF_GET_OBJECT_VERSION_TORRENT,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetReplicationConfiguration`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetReplicationConfiguration: Action = Action::new(&Definition {
    service: Service::S3, name: "GetReplicationConfiguration", access_level: AccessLevel::Read,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:GetStorageLensConfiguration`: Read, on `storagelensconfiguration`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetStorageLensConfiguration: Action = Action::new(&Definition {
    service: Service::S3, name: "GetStorageLensConfiguration", access_level: AccessLevel::Read,
    resource_types: &["storagelensconfiguration"],
    condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:GetStorageLensConfigurationTagging`: Read, on `storagelensconfiguration`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetStorageLensConfigurationTagging: Action = Action::new(&Definition {
    service: Service::S3, name: "GetStorageLensConfigurationTagging", access_level: AccessLevel::Read,
    resource_types: &["storagelensconfiguration"],
    condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:GetStorageLensDashboard`: Read, on `storagelensconfiguration`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetStorageLensDashboard: Action = Action::new(&Definition {
    service: Service::S3, name: "GetStorageLensDashboard", access_level: AccessLevel::Read,
    resource_types: &["storagelensconfiguration"],
    condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:GetStorageLensGroup`: Read, on `storagelensgroup`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetStorageLensGroup: Action = Action::new(&Definition {
    service: Service::S3, name: "GetStorageLensGroup", access_level: AccessLevel::Read,
    resource_types: &["storagelensgroup"],
    condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:InitiateReplication`: Write, on `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const InitiateReplication: Action = Action::new(&Definition {
    service: Service::S3, name: "InitiateReplication", access_level: AccessLevel::Write,
    resource_types: &["object"], condition_keys: CONDITION_KEYS_OF_INITIATE_REPLICATION, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:ListAccessGrants`: List, on `accessgrantsinstance`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListAccessGrants: Action = Action::new(&Definition {
    service: Service::S3, name: "ListAccessGrants", access_level: AccessLevel::List,
    resource_types: &["accessgrantsinstance"],
    condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:ListAccessGrantsInstances`: List, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListAccessGrantsInstances: Action = Action::new(&Definition {
    service: Service::S3, name: "ListAccessGrantsInstances", access_level: AccessLevel::List,
    resource_types: &[], condition_keys: CONDITION_KEYS_OF_GET_ACCOUNT_PUBLIC_ACCESS_BLOCK,
    cross_account: false, key_usages: &[], grantable: false,
});

/// `s3:ListAccessGrantsLocations`: List, on `accessgrantsinstance`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListAccessGrantsLocations: Action = Action::new(&Definition {
    service: Service::S3, name: "ListAccessGrantsLocations", access_level: AccessLevel::List,
    resource_types: &["accessgrantsinstance"],
    condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:ListAccessPoints`: List, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListAccessPoints: Action = Action::new(&Definition {
    service: Service::S3, name: "ListAccessPoints", access_level: AccessLevel::List, resource_types: &[],
    condition_keys: CONDITION_KEYS_OF_GET_ACCOUNT_PUBLIC_ACCESS_BLOCK, cross_account: false, key_usages: &[],
    grantable: false,
});

/// `s3:ListAccessPointsForObjectLambda`: List, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListAccessPointsForObjectLambda: Action = Action::new(&Definition {
    service: Service::S3, name: "ListAccessPointsForObjectLambda", access_level: AccessLevel::List,
    resource_types: &[], condition_keys: CONDITION_KEYS_OF_GET_ACCOUNT_PUBLIC_ACCESS_BLOCK,
    cross_account: false, key_usages: &[], grantable: false,
});

/// `s3:ListAllMyBuckets`: List, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListAllMyBuckets: Action = Action::new(&Definition {
    service: Service::S3, name: "ListAllMyBuckets", access_level: AccessLevel::List, resource_types: &[],
    condition_keys: CONDITION_KEYS_OF_GET_ACCOUNT_PUBLIC_ACCESS_BLOCK, cross_account: false, key_usages: &[],
    grantable: false,
});

/// `s3:ListBucket`: List, on `accesspoint` or `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListBucket: Action = Action::new(&Definition {
    service: Service::S3, name: "ListBucket", access_level: AccessLevel::List,
    resource_types: &["accesspoint", "bucket"], condition_keys: CONDITION_KEYS_OF_LIST_BUCKET,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:ListBucketMultipartUploads`: List, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListBucketMultipartUploads: Action = Action::new(&Definition {
    service: Service::S3, name: "ListBucketMultipartUploads", access_level: AccessLevel::List,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_ABORT_MULTIPART_UPLOAD,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:ListBucketVersions`: List, on `accesspoint` or `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListBucketVersions: Action = Action::new(&Definition {
    service: Service::S3, name: "ListBucketVersions", access_level: AccessLevel::List,
    resource_types: &["accesspoint", "bucket"], condition_keys: CONDITION_KEYS_OF_LIST_BUCKET,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:ListCallerAccessGrants`: List, on `accessgrantsinstance`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListCallerAccessGrants: Action = Action::new(&Definition {
    service: Service::S3, name: "ListCallerAccessGrants", access_level: AccessLevel::List,
    resource_types: &["accessgrantsinstance"],
    condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:ListJobs`: List, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListJobs: Action = Action::new(&Definition {
    service: Service::S3, name: "ListJobs", access_level: AccessLevel::List, resource_types: &[],
    condition_keys: CONDITION_KEYS_OF_GET_ACCOUNT_PUBLIC_ACCESS_BLOCK, cross_account: false, key_usages: &[],
    grantable: false,
});

/// `s3:ListMultiRegionAccessPoints`: List, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListMultiRegionAccessPoints: Action = Action::new(&Definition {
    service: Service::S3, name: "ListMultiRegionAccessPoints", access_level: AccessLevel::List,
    resource_types: &[], condition_keys: CONDITION_KEYS_OF_DESCRIBE_MULTI_REGION_ACCESS_POINT_OPERATION,
    cross_account: false, key_usages: &[], grantable: false,
});

/// `s3:ListMultipartUploadParts`: List, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListMultipartUploadParts: Action = Action::new(&Definition {
    service: Service::S3, name: "ListMultipartUploadParts", access_level: AccessLevel::List,
    resource_types: &["accesspointobject", "object"],
    condition_keys: CONDITION_KEYS_OF_ABORT_MULTIPART_UPLOAD, cross_account: true, key_usages: &[],
    grantable: false,
});

/// `s3:ListObjectAnnotations`: List, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListObjectAnnotations: Action = Action::new(&Definition {
    service: Service::S3, name: "ListObjectAnnotations", access_level: AccessLevel::List,
    resource_types: &["accesspointobject", "object"],
    condition_keys: CONDITION_KEYS_OF_LIST_OBJECT_ANNOTATIONS, cross_account: true, key_usages: &[],
    grantable: false,
});

/// `s3:ListObjectVersionAnnotations`: List, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListObjectVersionAnnotations: Action = Action::new(&Definition {
    service: Service::S3, name: "ListObjectVersionAnnotations", access_level: AccessLevel::List,
    resource_types: &["accesspointobject", "object"],
    condition_keys: CONDITION_KEYS_OF_LIST_OBJECT_VERSION_ANNOTATIONS, cross_account: true, key_usages: &[],
    grantable: false,
});

/// `s3:ListStorageLensConfigurations`: List, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListStorageLensConfigurations: Action = Action::new(&Definition {
    service: Service::S3, name: "ListStorageLensConfigurations", access_level: AccessLevel::List,
    resource_types: &[], condition_keys: CONDITION_KEYS_OF_GET_ACCOUNT_PUBLIC_ACCESS_BLOCK,
    cross_account: false, key_usages: &[], grantable: false,
});

/// `s3:ListStorageLensGroups`: List, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListStorageLensGroups: Action = Action::new(&Definition {
    service: Service::S3, name: "ListStorageLensGroups", access_level: AccessLevel::List, resource_types: &[],
    condition_keys: CONDITION_KEYS_OF_GET_ACCOUNT_PUBLIC_ACCESS_BLOCK, cross_account: false, key_usages: &[],
    grantable: false,
});

/// `s3:ListTagsForResource`: List, on `accessgrant` or `accessgrantsinstance` or `accessgrantslocation` or
/// `accesspoint` or `bucket` or `storagelensgroup`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListTagsForResource: Action = Action::new(&Definition {
    service: Service::S3, name: "ListTagsForResource", access_level: AccessLevel::List,
    resource_types: &["accessgrant", "accessgrantsinstance", "accessgrantslocation", "accesspoint", "bucket", "storagelensgroup"],
    condition_keys: CONDITION_KEYS_OF_LIST_TAGS_FOR_RESOURCE, cross_account: true, key_usages: &[],
    grantable: false,
});

/// `s3:ObjectOwnerOverrideToBucketOwner`: Permissions management, on `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ObjectOwnerOverrideToBucketOwner: Action = Action::new(&Definition {
    service: Service::S3, name: "ObjectOwnerOverrideToBucketOwner",
    access_level: AccessLevel::PermissionsManagement, resource_types: &["object"],
    condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:PauseReplication`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PauseReplication: Action = Action::new(&Definition {
    service: Service::S3, name: "PauseReplication", access_level: AccessLevel::Write,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_PAUSE_REPLICATION, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:PutAccelerateConfiguration`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutAccelerateConfiguration: Action = Action::new(&Definition {
    service: Service::S3, name: "PutAccelerateConfiguration", access_level: AccessLevel::Write,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:PutAccessGrantsInstanceResourcePolicy`: Permissions management, on `accessgrantsinstance`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutAccessGrantsInstanceResourcePolicy: Action = Action::new(&Definition {
    service: Service::S3, name: "PutAccessGrantsInstanceResourcePolicy",
    access_level: AccessLevel::PermissionsManagement, resource_types: &["accessgrantsinstance"],
    condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:PutAccessPointConfigurationForObjectLambda`: Write, on `objectlambdaaccesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutAccessPointConfigurationForObjectLambda: Action = Action::new(&Definition {
    service: Service::S3, name: "PutAccessPointConfigurationForObjectLambda",
    access_level: AccessLevel::Write, resource_types: &["objectlambdaaccesspoint"],
    condition_keys: CONDITION_KEYS_OF_CREATE_ACCESS_POINT_FOR_OBJECT_LAMBDA, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:PutAccessPointPolicy`: Permissions management, on `accesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutAccessPointPolicy: Action = Action::new(&Definition {
    service: Service::S3, name: "PutAccessPointPolicy", access_level: AccessLevel::PermissionsManagement,
    resource_types: &["accesspoint"], condition_keys: CONDITION_KEYS_OF_DELETE_ACCESS_POINT,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:PutAccessPointPolicyForObjectLambda`: Permissions management, on `objectlambdaaccesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutAccessPointPolicyForObjectLambda: Action = Action::new(&Definition {
    service: Service::S3, name: "PutAccessPointPolicyForObjectLambda",
    access_level: AccessLevel::PermissionsManagement, resource_types: &["objectlambdaaccesspoint"],
    condition_keys: CONDITION_KEYS_OF_CREATE_ACCESS_POINT_FOR_OBJECT_LAMBDA, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:PutAccessPointPublicAccessBlock`: Permissions management, on `*` alone; only in the caller's own
/// account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutAccessPointPublicAccessBlock: Action = Action::new(&Definition {
    service: Service::S3, name: "PutAccessPointPublicAccessBlock",
    access_level: AccessLevel::PermissionsManagement, resource_types: &[], condition_keys: &[],
    cross_account: false, key_usages: &[], grantable: false,
});

/// `s3:PutAccountPublicAccessBlock`: Permissions management, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutAccountPublicAccessBlock: Action = Action::new(&Definition {
    service: Service::S3, name: "PutAccountPublicAccessBlock",
    access_level: AccessLevel::PermissionsManagement, resource_types: &[],
    condition_keys: CONDITION_KEYS_OF_GET_ACCOUNT_PUBLIC_ACCESS_BLOCK, cross_account: false, key_usages: &[],
    grantable: false,
});

/// `s3:PutAnalyticsConfiguration`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutAnalyticsConfiguration: Action = Action::new(&Definition {
    service: Service::S3, name: "PutAnalyticsConfiguration", access_level: AccessLevel::Write,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:PutBucketAbac`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutBucketAbac: Action = Action::new(&Definition {
    service: Service::S3, name: "PutBucketAbac", access_level: AccessLevel::Write,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:PutBucketAcl`: Permissions management, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutBucketAcl: Action = Action::new(&Definition {
    service: Service::S3, name: "PutBucketAcl", access_level: AccessLevel::PermissionsManagement,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_PUT_BUCKET_ACL, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:PutBucketCORS`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutBucketCORS: Action = Action::new(&Definition {
    service: Service::S3, name: "PutBucketCORS", access_level: AccessLevel::Write,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:PutBucketLogging`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutBucketLogging: Action = Action::new(&Definition {
    service: Service::S3, name: "PutBucketLogging", access_level: AccessLevel::Write,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:PutBucketNotification`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutBucketNotification: Action = Action::new(&Definition {
    service: Service::S3, name: "PutBucketNotification", access_level: AccessLevel::Write,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:PutBucketObjectLockConfiguration`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutBucketObjectLockConfiguration: Action = Action::new(&Definition {
    service: Service::S3, name: "PutBucketObjectLockConfiguration", access_level: AccessLevel::Write,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_GET_BUCKET_OBJECT_LOCK_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:PutBucketOwnershipControls`: Permissions management, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutBucketOwnershipControls: Action = Action::new(&Definition {
    service: Service::S3, name: "PutBucketOwnershipControls",
    access_level: AccessLevel::PermissionsManagement, resource_types: &["bucket"],
    condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:PutBucketPolicy`: Permissions management, on `bucket`; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutBucketPolicy: Action = Action::new(&Definition {
    service: Service::S3, name: "PutBucketPolicy", access_level: AccessLevel::PermissionsManagement,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: false, key_usages: &[], grantable: false,
});

/// `s3:PutBucketPublicAccessBlock`: Permissions management, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutBucketPublicAccessBlock: Action = Action::new(&Definition {
    service: Service::S3, name: "PutBucketPublicAccessBlock",
    access_level: AccessLevel::PermissionsManagement, resource_types: &["bucket"],
    condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:PutBucketRequestPayment`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutBucketRequestPayment: Action = Action::new(&Definition {
    service: Service::S3, name: "PutBucketRequestPayment", access_level: AccessLevel::Write,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:PutBucketTagging`: Tagging, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutBucketTagging: Action = Action::new(&Definition {
    service: Service::S3, name: "PutBucketTagging", access_level: AccessLevel::Tagging,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:PutBucketVersioning`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutBucketVersioning: Action = Action::new(&Definition {
    service: Service::S3, name: "PutBucketVersioning", access_level: AccessLevel::Write,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:PutBucketWebsite`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutBucketWebsite: Action = Action::new(&Definition {
    service: Service::S3, name: "PutBucketWebsite", access_level: AccessLevel::Write,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:PutEncryptionConfiguration`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutEncryptionConfiguration: Action = Action::new(&Definition {
    service: Service::S3, name: "PutEncryptionConfiguration", access_level: AccessLevel::Write,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:PutIntelligentTieringConfiguration`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutIntelligentTieringConfiguration: Action = Action::new(&Definition {
    service: Service::S3, name: "PutIntelligentTieringConfiguration", access_level: AccessLevel::Write,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:PutInventoryConfiguration`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutInventoryConfiguration: Action = Action::new(&Definition {
    service: Service::S3, name: "PutInventoryConfiguration", access_level: AccessLevel::Write,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_PUT_INVENTORY_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:PutJobTagging`: Tagging, on `job`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutJobTagging: Action = Action::new(&Definition {
    service: Service::S3, name: "PutJobTagging", access_level: AccessLevel::Tagging, resource_types: &["job"],
    condition_keys: CONDITION_KEYS_OF_DELETE_JOB_TAGGING, cross_account: true, key_usages: &[],
    grantable: false,
});

/// `s3:PutLifecycleConfiguration`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutLifecycleConfiguration: Action = Action::new(&Definition {
    service: Service::S3, name: "PutLifecycleConfiguration", access_level: AccessLevel::Write,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:PutMetricsConfiguration`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutMetricsConfiguration: Action = Action::new(&Definition {
    service: Service::S3, name: "PutMetricsConfiguration", access_level: AccessLevel::Write,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:PutMultiRegionAccessPointPolicy`: Permissions management, on `multiregionaccesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutMultiRegionAccessPointPolicy: Action = Action::new(&Definition {
    service: Service::S3, name: "PutMultiRegionAccessPointPolicy",
    access_level: AccessLevel::PermissionsManagement, resource_types: &["multiregionaccesspoint"],
    condition_keys: CONDITION_KEYS_OF_CREATE_MULTI_REGION_ACCESS_POINT, cross_account: true, key_usages: &[],
    grantable: false,
});

/// `s3:PutObject`: Write, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutObject: Action = Action::new(&Definition {
    service: Service::S3, name: "PutObject", access_level: AccessLevel::Write,
    resource_types: &["accesspointobject", "object"], condition_keys: CONDITION_KEYS_OF_PUT_OBJECT,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:PutObjectAcl`: Permissions management, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutObjectAcl: Action = Action::new(&Definition {
    service: Service::S3, name: "PutObjectAcl", access_level: AccessLevel::PermissionsManagement,
    resource_types: &["accesspointobject", "object"], condition_keys: CONDITION_KEYS_OF_PUT_OBJECT_ACL,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:PutObjectAnnotation`: Write, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutObjectAnnotation: Action = Action::new(&Definition {
    service: Service::S3, name: "PutObjectAnnotation", access_level: AccessLevel::Write,
    resource_types: &["accesspointobject", "object"],
    condition_keys: CONDITION_KEYS_OF_DELETE_OBJECT_ANNOTATION, cross_account: true, key_usages: &[],
    grantable: false,
});

/// `s3:PutObjectLegalHold`: Write, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutObjectLegalHold: Action = Action::new(&Definition {
    service: Service::S3, name: "PutObjectLegalHold", access_level: AccessLevel::Write,
    resource_types: &["accesspointobject", "object"], condition_keys: CONDITION_KEYS_OF_PUT_OBJECT_LEGAL_HOLD,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:PutObjectRetention`: Write, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutObjectRetention: Action = Action::new(&Definition {
    service: Service::S3, name: "PutObjectRetention", access_level: AccessLevel::Write,
    resource_types: &["accesspointobject", "object"], condition_keys: CONDITION_KEYS_OF_PUT_OBJECT_RETENTION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:PutObjectTagging`: Tagging, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutObjectTagging: Action = Action::new(&Definition {
    service: Service::S3, name: "PutObjectTagging", access_level: AccessLevel::Tagging,
    resource_types: &["accesspointobject", "object"], condition_keys: CONDITION_KEYS_OF_PUT_OBJECT_TAGGING,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:PutObjectVersionAcl`: Permissions management, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutObjectVersionAcl: Action = Action::new(&Definition {
    service: Service::S3, name: "PutObjectVersionAcl", access_level: AccessLevel::PermissionsManagement,
    resource_types: &["accesspointobject", "object"],
    condition_keys: CONDITION_KEYS_OF_PUT_OBJECT_VERSION_ACL, cross_account: true, key_usages: &[],
    grantable: false,
});

/// `s3:PutObjectVersionAnnotation`: Write, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutObjectVersionAnnotation: Action = Action::new(&Definition {
    service: Service::S3, name: "PutObjectVersionAnnotation", access_level: AccessLevel::Write,
    resource_types: &["accesspointobject", "object"],
    condition_keys: CONDITION_KEYS_OF_DELETE_OBJECT_VERSION_ANNOTATION, cross_account: true, key_usages: &[],
    grantable: false,
});

/// `s3:PutObjectVersionTagging`: Tagging, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutObjectVersionTagging: Action = Action::new(&Definition {
    service: Service::S3, name: "PutObjectVersionTagging", access_level: AccessLevel::Tagging,
    resource_types: &["accesspointobject", "object"],
    condition_keys: CONDITION_KEYS_OF_PUT_OBJECT_VERSION_TAGGING, cross_account: true, key_usages: &[],
    grantable: false,
});

/// `s3:PutReplicationConfiguration`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutReplicationConfiguration: Action = Action::new(&Definition {
    service: Service::S3, name: "PutReplicationConfiguration", access_level: AccessLevel::Write,
    resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_PUT_REPLICATION_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:PutStorageLensConfiguration`: Write, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutStorageLensConfiguration: Action = Action::new(&Definition {
    service: Service::S3, name: "PutStorageLensConfiguration", access_level: AccessLevel::Write,
    resource_types: &[], condition_keys: CONDITION_KEYS_OF_CREATE_STORAGE_LENS_GROUP, cross_account: false,
    key_usages: &[], grantable: false,
});

/// `s3:PutStorageLensConfigurationTagging`: Tagging, on `storagelensconfiguration`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutStorageLensConfigurationTagging: Action = Action::new(&Definition {
    service: Service::S3, name: "PutStorageLensConfigurationTagging", access_level: AccessLevel::Tagging,
    resource_types: &["storagelensconfiguration"],
    condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:ReplicateDelete`: Write, on `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ReplicateDelete: Action = Action::new(&Definition {
    service: Service::S3, name: "ReplicateDelete", access_level: AccessLevel::Write,
    resource_types: &["object"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:ReplicateObject`: Write, on `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ReplicateObject: Action = Action::new(&Definition {
    service: Service::S3, name: "ReplicateObject", access_level: AccessLevel::Write,
    resource_types: &["object"], condition_keys: CONDITION_KEYS_OF_REPLICATE_OBJECT, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:ReplicateObjectAnnotation`: Write, on `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ReplicateObjectAnnotation: Action = Action::new(&Definition {
    service: Service::S3, name: "ReplicateObjectAnnotation", access_level: AccessLevel::Write,
    resource_types: &["object"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:ReplicateTags`: Tagging, on `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ReplicateTags: Action = Action::new(&Definition {
    service: Service::S3, name: "ReplicateTags", access_level: AccessLevel::Tagging,
    resource_types: &["object"], condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:RestoreObject`: Write, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const RestoreObject: Action = Action::new(&Definition {
    service: Service::S3, name: "RestoreObject", access_level: AccessLevel::Write,
    resource_types: &["accesspointobject", "object"], condition_keys: CONDITION_KEYS_OF_GET_BUCKET_ACL,
    cross_account: true, key_usages: &[], grantable: false,
});

/// `s3:SubmitMultiRegionAccessPointRoutes`: Write, on `multiregionaccesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const SubmitMultiRegionAccessPointRoutes: Action = Action::new(&Definition {
    service: Service::S3, name: "SubmitMultiRegionAccessPointRoutes", access_level: AccessLevel::Write,
    resource_types: &["multiregionaccesspoint"],
    condition_keys: CONDITION_KEYS_OF_CREATE_MULTI_REGION_ACCESS_POINT, cross_account: true, key_usages: &[],
    grantable: false,
});

/// `s3:TagResource`: Tagging, on `accessgrant` or `accessgrantsinstance` or `accessgrantslocation` or
/// `accesspoint` or `bucket` or `storagelensgroup`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const TagResource: Action = Action::new(&Definition {
    service: Service::S3, name: "TagResource", access_level: AccessLevel::Tagging,
    resource_types: &["accessgrant", "accessgrantsinstance", "accessgrantslocation", "accesspoint", "bucket", "storagelensgroup"],
    condition_keys: CONDITION_KEYS_OF_LIST_TAGS_FOR_RESOURCE, cross_account: true, key_usages: &[],
    grantable: false,
});

/// `s3:UntagResource`: Tagging, on `accessgrant` or `accessgrantsinstance` or `accessgrantslocation` or
/// `accesspoint` or `bucket` or `storagelensgroup`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const UntagResource: Action = Action::new(&Definition {
    service: Service::S3, name: "UntagResource", access_level: AccessLevel::Tagging,
    resource_types: &["accessgrant", "accessgrantsinstance", "accessgrantslocation", "accesspoint", "bucket", "storagelensgroup"],
    condition_keys: CONDITION_KEYS_OF_LIST_TAGS_FOR_RESOURCE, cross_account: true, key_usages: &[],
    grantable: false,
});

/// `s3:UpdateAccessGrantsLocation`: Permissions management, on `accessgrantslocation`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const UpdateAccessGrantsLocation: Action = Action::new(&Definition {
    service: Service::S3, name: "UpdateAccessGrantsLocation",
    access_level: AccessLevel::PermissionsManagement, resource_types: &["accessgrantslocation"],
    condition_keys: CONDITION_KEYS_OF_CREATE_ACCESS_GRANTS_LOCATION, cross_account: true, key_usages: &[],
    grantable: false,
});

/// `s3:UpdateBucketMetadataAnnotationTableConfiguration`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const UpdateBucketMetadataAnnotationTableConfiguration: Action = Action::new(&Definition {
    service: Service::S3, name: "UpdateBucketMetadataAnnotationTableConfiguration",
    access_level: AccessLevel::Write, resource_types: &["bucket"],
    condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:UpdateBucketMetadataInventoryTableConfiguration`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const UpdateBucketMetadataInventoryTableConfiguration: Action = Action::new(&Definition {
    service: Service::S3, name: "UpdateBucketMetadataInventoryTableConfiguration",
    access_level: AccessLevel::Write, resource_types: &["bucket"],
    condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:UpdateBucketMetadataJournalTableConfiguration`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const UpdateBucketMetadataJournalTableConfiguration: Action = Action::new(&Definition {
    service: Service::S3, name: "UpdateBucketMetadataJournalTableConfiguration",
    access_level: AccessLevel::Write, resource_types: &["bucket"],
    condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:UpdateJobPriority`: Write, on `job`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const UpdateJobPriority: Action = Action::new(&Definition {
    service: Service::S3, name: "UpdateJobPriority", access_level: AccessLevel::Write,
    resource_types: &["job"], condition_keys: CONDITION_KEYS_OF_UPDATE_JOB_PRIORITY, cross_account: true,
    key_usages: &[], grantable: false,
});

/// `s3:UpdateJobStatus`: Write, on `job`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const UpdateJobStatus: Action = Action::new(&Definition {
    service: Service::S3, name: "UpdateJobStatus", access_level: AccessLevel::Write, resource_types: &["job"],
    condition_keys: CONDITION_KEYS_OF_UPDATE_JOB_STATUS, cross_account: true, key_usages: &[],
    grantable: false,
});

/// `s3:UpdateObjectEncryption`: Write, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const UpdateObjectEncryption: Action = Action::new(&Definition {
    service: Service::S3, name: "UpdateObjectEncryption", access_level: AccessLevel::Write,
    resource_types: &["accesspointobject", "object"],
    condition_keys: CONDITION_KEYS_OF_UPDATE_OBJECT_ENCRYPTION, cross_account: true, key_usages: &[],
    grantable: false,
});

/// `s3:UpdateStorageLensGroup`: Write, on `storagelensgroup`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const UpdateStorageLensGroup: Action = Action::new(&Definition {
    service: Service::S3, name: "UpdateStorageLensGroup", access_level: AccessLevel::Write,
    resource_types: &["storagelensgroup"],
    condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
    key_usages: &[], grantable: false,
});

/// Every action of the service, sorted by name.
pub(super) const ALL: &[Action] = &[
    AbortMultipartUpload, AllowVendedLogDeliveryForResource, AssociateAccessGrantsIdentityCenter,
    BypassGovernanceRetention, CreateAccessGrant, CreateAccessGrantsInstance, CreateAccessGrantsLocation,
    CreateAccessPoint, CreateAccessPointForObjectLambda, CreateBucket, CreateBucketMetadataTableConfiguration,
    CreateJob, CreateMultiRegionAccessPoint, CreateStorageLensGroup, DeleteAccessGrant,
    DeleteAccessGrantsInstance, DeleteAccessGrantsInstanceResourcePolicy, DeleteAccessGrantsLocation,
    DeleteAccessPoint, DeleteAccessPointForObjectLambda, DeleteAccessPointPolicy,
    DeleteAccessPointPolicyForObjectLambda, DeleteBucket, DeleteBucketMetadataTableConfiguration,
    DeleteBucketPolicy, DeleteBucketWebsite, DeleteJobTagging, DeleteMultiRegionAccessPoint, DeleteObject,
    DeleteObjectAnnotation, DeleteObjectTagging, DeleteObjectVersion, DeleteObjectVersionAnnotation,
    DeleteObjectVersionTagging, DeleteStorageLensConfiguration, DeleteStorageLensConfigurationTagging,
    DeleteStorageLensGroup, DescribeJob, DescribeMultiRegionAccessPointOperation,
    DissociateAccessGrantsIdentityCenter, GetAccelerateConfiguration, GetAccessGrant, GetAccessGrantsInstance,
    GetAccessGrantsInstanceForPrefix, GetAccessGrantsInstanceResourcePolicy, GetAccessGrantsLocation,
    GetAccessPoint, GetAccessPointConfigurationForObjectLambda, GetAccessPointForObjectLambda,
    GetAccessPointPolicy, GetAccessPointPolicyForObjectLambda, GetAccessPointPolicyStatus,
    GetAccessPointPolicyStatusForObjectLambda, GetAccountPublicAccessBlock, GetAnalyticsConfiguration,
    GetBucketAbac, GetBucketAcl, GetBucketCORS, GetBucketLocation, GetBucketLogging,
    GetBucketMetadataTableConfiguration, GetBucketNotification, GetBucketObjectLockConfiguration,
    GetBucketOwnershipControls, GetBucketPolicy, GetBucketPolicyStatus, GetBucketPublicAccessBlock,
    GetBucketRequestPayment, GetBucketTagging, GetBucketVersioning, GetBucketWebsite, GetDataAccess,
    GetEncryptionConfiguration, GetIntelligentTieringConfiguration, GetInventoryConfiguration, GetJobTagging,
    GetLifecycleConfiguration, GetMetricsConfiguration, GetMultiRegionAccessPoint,
    GetMultiRegionAccessPointPolicy, GetMultiRegionAccessPointPolicyStatus, GetMultiRegionAccessPointRoutes,
    GetObject, GetObjectAcl, GetObjectAnnotation, GetObjectAttributes, GetObjectLegalHold, GetObjectRetention,
    GetObjectTagging, GetObjectTorrent, GetObjectVersion, GetObjectVersionAcl, GetObjectVersionAnnotation,
    GetObjectVersionAnnotationForReplication, GetObjectVersionAttributes, GetObjectVersionForReplication,
    GetObjectVersionTagging, GetObjectVersionTorrent, GetReplicationConfiguration,
    GetStorageLensConfiguration, GetStorageLensConfigurationTagging, GetStorageLensDashboard,
    GetStorageLensGroup, InitiateReplication, ListAccessGrants, ListAccessGrantsInstances,
    ListAccessGrantsLocations, ListAccessPoints, ListAccessPointsForObjectLambda, ListAllMyBuckets,
    ListBucket, ListBucketMultipartUploads, ListBucketVersions, ListCallerAccessGrants, ListJobs,
    ListMultiRegionAccessPoints, ListMultipartUploadParts, ListObjectAnnotations,
    ListObjectVersionAnnotations, ListStorageLensConfigurations, ListStorageLensGroups, ListTagsForResource,
    ObjectOwnerOverrideToBucketOwner, PauseReplication, PutAccelerateConfiguration,
    PutAccessGrantsInstanceResourcePolicy, PutAccessPointConfigurationForObjectLambda, PutAccessPointPolicy,
    PutAccessPointPolicyForObjectLambda, PutAccessPointPublicAccessBlock, PutAccountPublicAccessBlock,
    PutAnalyticsConfiguration, PutBucketAbac, PutBucketAcl, PutBucketCORS, PutBucketLogging,
    PutBucketNotification, PutBucketObjectLockConfiguration, PutBucketOwnershipControls, PutBucketPolicy,
    PutBucketPublicAccessBlock, PutBucketRequestPayment, PutBucketTagging, PutBucketVersioning,
    PutBucketWebsite, PutEncryptionConfiguration, PutIntelligentTieringConfiguration,
    PutInventoryConfiguration, PutJobTagging, PutLifecycleConfiguration, PutMetricsConfiguration,
    PutMultiRegionAccessPointPolicy, PutObject, PutObjectAcl, PutObjectAnnotation, PutObjectLegalHold,
    PutObjectRetention, PutObjectTagging, PutObjectVersionAcl, PutObjectVersionAnnotation,
    PutObjectVersionTagging, PutReplicationConfiguration, PutStorageLensConfiguration,
    PutStorageLensConfigurationTagging, ReplicateDelete, ReplicateObject, ReplicateObjectAnnotation,
    ReplicateTags, RestoreObject, SubmitMultiRegionAccessPointRoutes, TagResource, UntagResource,
    UpdateAccessGrantsLocation, UpdateBucketMetadataAnnotationTableConfiguration,
    UpdateBucketMetadataInventoryTableConfiguration, UpdateBucketMetadataJournalTableConfiguration,
    UpdateJobPriority, UpdateJobStatus, UpdateObjectEncryption, UpdateStorageLensGroup,
];

// The lists of condition keys, each named after the first action that has it.

const CONDITION_KEYS_OF_ABORT_MULTIPART_UPLOAD: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "s3:AccessGrantsInstanceArn", "s3:AccessPointNetworkOrigin",
    "s3:AccessPointTag/${TagKey}", "s3:BucketTag/${TagKey}", "s3:DataAccessPointAccount",
    "s3:DataAccessPointArn", "s3:ResourceAccount", "s3:TlsVersion", "s3:authType", "s3:signatureAge",
    "s3:signatureversion", "s3:x-amz-content-sha256",
];

const CONDITION_KEYS_OF_ALLOW_VENDED_LOG_DELIVERY_FOR_RESOURCE: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "s3:BucketTag/${TagKey}", "s3:deliverySourceArn", "s3:logType",
    "s3:resourceArnBeingAuthorized",
];

const CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER: &[&str] = &[
    "aws:RequestTag/${TagKey}", "aws:ResourceTag/${TagKey}", "aws:TagKeys", "s3:ResourceAccount",
    "s3:TlsVersion", "s3:authType", "s3:signatureAge", "s3:signatureversion", "s3:x-amz-content-sha256",
];

const CONDITION_KEYS_OF_BYPASS_GOVERNANCE_RETENTION: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "s3:AccessPointNetworkOrigin", "s3:AccessPointTag/${TagKey}",
    "s3:BucketTag/${TagKey}", "s3:DataAccessPointAccount", "s3:DataAccessPointArn",
    "s3:RequestObjectTag/<key>", "s3:RequestObjectTagKeys", "s3:ResourceAccount", "s3:TlsVersion",
    "s3:authType", "s3:signatureAge", "s3:signatureversion", "s3:x-amz-acl", "s3:x-amz-content-sha256",
    "s3:x-amz-copy-source", "s3:x-amz-grant-full-control", "s3:x-amz-grant-read", "s3:x-amz-grant-read-acp",
    "s3:x-amz-grant-write", "s3:x-amz-grant-write-acp", "s3:x-amz-metadata-directive",
    "s3:x-amz-server-side-encryption", "s3:x-amz-server-side-encryption-aws-kms-key-id",
    "s3:x-amz-server-side-encryption-customer-algorithm", "s3:x-amz-storage-class",
    "s3:x-amz-website-redirect-location",
];

const CONDITION_KEYS_OF_CREATE_ACCESS_GRANT: &[&str] = &[
    "aws:RequestTag/${TagKey}", "aws:ResourceTag/${TagKey}", "aws:TagKeys", "s3:AccessGrantScope",
    "s3:ResourceAccount", "s3:TlsVersion", "s3:authType", "s3:signatureAge", "s3:signatureversion",
    "s3:x-amz-content-sha256",
];

const CONDITION_KEYS_OF_CREATE_ACCESS_GRANTS_LOCATION: &[&str] = &[
    "aws:RequestTag/${TagKey}", "aws:ResourceTag/${TagKey}", "aws:TagKeys", "s3:AccessGrantsLocationScope",
    "s3:ResourceAccount", "s3:TlsVersion", "s3:authType", "s3:signatureAge", "s3:signatureversion",
    "s3:x-amz-content-sha256",
];

const CONDITION_KEYS_OF_CREATE_ACCESS_POINT: &[&str] = &[
    "aws:RequestTag/${TagKey}", "aws:ResourceTag/${TagKey}", "aws:TagKeys", "s3:AccessPointNetworkOrigin",
    "s3:AccessPointTag/${TagKey}", "s3:DataAccessPointAccount", "s3:DataAccessPointArn", "s3:ResourceAccount",
    "s3:TlsVersion", "s3:authType", "s3:locationconstraint", "s3:signatureAge", "s3:signatureversion",
    "s3:x-amz-acl", "s3:x-amz-content-sha256",
];

const CONDITION_KEYS_OF_CREATE_ACCESS_POINT_FOR_OBJECT_LAMBDA: &[&str] = &[
    "s3:AccessPointNetworkOrigin", "s3:DataAccessPointAccount", "s3:DataAccessPointArn", "s3:ResourceAccount",
    "s3:TlsVersion", "s3:authType", "s3:signatureAge", "s3:signatureversion", "s3:x-amz-content-sha256",
];

const CONDITION_KEYS_OF_CREATE_BUCKET: &[&str] = &[
    "aws:RequestTag/${TagKey}", "aws:ResourceTag/${TagKey}", "aws:TagKeys", "s3:BucketTag/${TagKey}",
    "s3:ResourceAccount", "s3:TlsVersion", "s3:authType", "s3:locationconstraint", "s3:signatureAge",
    "s3:signatureversion", "s3:x-amz-acl", "s3:x-amz-bucket-namespace", "s3:x-amz-content-sha256",
    "s3:x-amz-grant-full-control", "s3:x-amz-grant-read", "s3:x-amz-grant-read-acp", "s3:x-amz-grant-write",
    "s3:x-amz-grant-write-acp", "s3:x-amz-object-ownership",
];

const CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "s3:BucketTag/${TagKey}", "s3:ResourceAccount", "s3:TlsVersion",
    "s3:authType", "s3:signatureAge", "s3:signatureversion", "s3:x-amz-content-sha256",
];

const CONDITION_KEYS_OF_CREATE_JOB: &[&str] = &[
    "aws:RequestTag/${TagKey}", "aws:TagKeys", "s3:RequestJobOperation", "s3:RequestJobPriority",
    "s3:ResourceAccount", "s3:TlsVersion", "s3:authType", "s3:signatureAge", "s3:signatureversion",
    "s3:x-amz-content-sha256",
];

const CONDITION_KEYS_OF_CREATE_MULTI_REGION_ACCESS_POINT: &[&str] = &[
    "s3:AccessPointNetworkOrigin", "s3:DataAccessPointAccount", "s3:DataAccessPointArn", "s3:ResourceAccount",
    "s3:TlsVersion", "s3:authType", "s3:signatureAge", "s3:signatureversion",
];

const CONDITION_KEYS_OF_CREATE_STORAGE_LENS_GROUP: &[&str] = &[
    "aws:RequestTag/${TagKey}", "aws:TagKeys", "s3:ResourceAccount", "s3:TlsVersion", "s3:authType",
    "s3:signatureAge", "s3:signatureversion", "s3:x-amz-content-sha256",
];

const CONDITION_KEYS_OF_DELETE_ACCESS_POINT: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "s3:AccessPointNetworkOrigin", "s3:AccessPointTag/${TagKey}",
    "s3:DataAccessPointAccount", "s3:DataAccessPointArn", "s3:ResourceAccount", "s3:TlsVersion",
    "s3:authType", "s3:signatureAge", "s3:signatureversion", "s3:x-amz-content-sha256",
];

const CONDITION_KEYS_OF_DELETE_JOB_TAGGING: &[&str] = &[
    "aws:RequestTag/${TagKey}", "aws:ResourceTag/${TagKey}", "aws:TagKeys", "s3:ExistingJobOperation",
    "s3:ExistingJobPriority", "s3:ResourceAccount", "s3:TlsVersion", "s3:authType", "s3:signatureAge",
    "s3:signatureversion", "s3:x-amz-content-sha256",
];

const CONDITION_KEYS_OF_DELETE_OBJECT: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "s3:AccessGrantsInstanceArn", "s3:AccessPointNetworkOrigin",
    "s3:AccessPointTag/${TagKey}", "s3:BucketTag/${TagKey}", "s3:DataAccessPointAccount",
    "s3:DataAccessPointArn", "s3:ResourceAccount", "s3:TlsVersion", "s3:authType", "s3:if-match",
    "s3:signatureAge", "s3:signatureversion", "s3:x-amz-content-sha256",
];

const CONDITION_KEYS_OF_DELETE_OBJECT_ANNOTATION: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "s3:AccessPointNetworkOrigin", "s3:AccessPointTag/${TagKey}",
    "s3:BucketTag/${TagKey}", "s3:DataAccessPointAccount", "s3:DataAccessPointArn",
    "s3:ExistingObjectTag/<key>", "s3:ResourceAccount", "s3:TlsVersion", "s3:authType", "s3:signatureAge",
    "s3:signatureversion", "s3:x-amz-content-sha256", "s3:x-amz-object-if-match",
];

const CONDITION_KEYS_OF_DELETE_OBJECT_TAGGING: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "s3:AccessPointNetworkOrigin", "s3:AccessPointTag/${TagKey}",
    "s3:BucketTag/${TagKey}", "s3:DataAccessPointAccount", "s3:DataAccessPointArn",
    "s3:ExistingObjectTag/<key>", "s3:ResourceAccount", "s3:TlsVersion", "s3:authType", "s3:signatureAge",
    "s3:signatureversion", "s3:x-amz-content-sha256",
];

const CONDITION_KEYS_OF_DELETE_OBJECT_VERSION: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "s3:AccessGrantsInstanceArn", "s3:AccessPointNetworkOrigin",
    "s3:AccessPointTag/${TagKey}", "s3:BucketTag/${TagKey}", "s3:DataAccessPointAccount",
    "s3:DataAccessPointArn", "s3:ResourceAccount", "s3:TlsVersion", "s3:authType", "s3:signatureAge",
    "s3:signatureversion", "s3:versionid", "s3:x-amz-content-sha256",
];

const CONDITION_KEYS_OF_DELETE_OBJECT_VERSION_ANNOTATION: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "s3:AccessPointNetworkOrigin", "s3:AccessPointTag/${TagKey}",
    "s3:BucketTag/${TagKey}", "s3:DataAccessPointAccount", "s3:DataAccessPointArn",
    "s3:ExistingObjectTag/<key>", "s3:ResourceAccount", "s3:TlsVersion", "s3:authType", "s3:signatureAge",
    "s3:signatureversion", "s3:versionid", "s3:x-amz-content-sha256", "s3:x-amz-object-if-match",
];

const CONDITION_KEYS_OF_DELETE_OBJECT_VERSION_TAGGING: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "s3:AccessPointNetworkOrigin", "s3:AccessPointTag/${TagKey}",
    "s3:BucketTag/${TagKey}", "s3:DataAccessPointAccount", "s3:DataAccessPointArn",
    "s3:ExistingObjectTag/<key>", "s3:ResourceAccount", "s3:TlsVersion", "s3:authType", "s3:signatureAge",
    "s3:signatureversion", "s3:versionid", "s3:x-amz-content-sha256",
];

const CONDITION_KEYS_OF_DESCRIBE_MULTI_REGION_ACCESS_POINT_OPERATION: &[&str] = &[
    "s3:ResourceAccount", "s3:TlsVersion", "s3:authType", "s3:signatureAge", "s3:signatureversion",
];

const CONDITION_KEYS_OF_GET_ACCOUNT_PUBLIC_ACCESS_BLOCK: &[&str] = &[
    "s3:ResourceAccount", "s3:TlsVersion", "s3:authType", "s3:signatureAge", "s3:signatureversion",
    "s3:x-amz-content-sha256",
];

const CONDITION_KEYS_OF_GET_BUCKET_ACL: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "s3:AccessPointNetworkOrigin", "s3:AccessPointTag/${TagKey}",
    "s3:BucketTag/${TagKey}", "s3:DataAccessPointAccount", "s3:DataAccessPointArn", "s3:ResourceAccount",
    "s3:TlsVersion", "s3:authType", "s3:signatureAge", "s3:signatureversion", "s3:x-amz-content-sha256",
];

const CONDITION_KEYS_OF_GET_BUCKET_OBJECT_LOCK_CONFIGURATION: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "s3:BucketTag/${TagKey}", "s3:ResourceAccount", "s3:TlsVersion",
    "s3:authType", "s3:signatureAge", "s3:signatureversion",
];

const CONDITION_KEYS_OF_GET_OBJECT: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "s3:AccessGrantsInstanceArn", "s3:AccessPointNetworkOrigin",
    "s3:AccessPointTag/${TagKey}", "s3:BucketTag/${TagKey}", "s3:DataAccessPointAccount",
    "s3:DataAccessPointArn", "s3:ExistingObjectTag/<key>", "s3:ResourceAccount", "s3:TlsVersion",
    "s3:authType", "s3:signatureAge", "s3:signatureversion", "s3:x-amz-content-sha256",
];

const CONDITION_KEYS_OF_GET_OBJECT_VERSION: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "s3:AccessGrantsInstanceArn", "s3:AccessPointNetworkOrigin",
    "s3:AccessPointTag/${TagKey}", "s3:BucketTag/${TagKey}", "s3:DataAccessPointAccount",
    "s3:DataAccessPointArn", "s3:ExistingObjectTag/<key>", "s3:ResourceAccount", "s3:TlsVersion",
    "s3:authType", "s3:signatureAge", "s3:signatureversion", "s3:versionid", "s3:x-amz-content-sha256",
];

const CONDITION_KEYS_OF_GET_OBJECT_VERSION_TORRENT: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "s3:BucketTag/${TagKey}", "s3:ResourceAccount", "s3:TlsVersion",
    "s3:authType", "s3:signatureAge", "s3:signatureversion", "s3:versionid", "s3:x-amz-content-sha256",
];

const CONDITION_KEYS_OF_INITIATE_REPLICATION: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "s3:BucketTag/${TagKey}", "s3:ResourceAccount",
];

const CONDITION_KEYS_OF_LIST_BUCKET: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "s3:AccessGrantsInstanceArn", "s3:AccessPointNetworkOrigin",
    "s3:AccessPointTag/${TagKey}", "s3:BucketTag/${TagKey}", "s3:DataAccessPointAccount",
    "s3:DataAccessPointArn", "s3:ResourceAccount", "s3:TlsVersion", "s3:authType", "s3:delimiter",
    "s3:max-keys", "s3:prefix", "s3:signatureAge", "s3:signatureversion", "s3:x-amz-content-sha256",
];

const CONDITION_KEYS_OF_LIST_OBJECT_ANNOTATIONS: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "s3:AccessPointNetworkOrigin", "s3:AccessPointTag/${TagKey}",
    "s3:BucketTag/${TagKey}", "s3:DataAccessPointAccount", "s3:DataAccessPointArn",
    "s3:ExistingObjectTag/<key>", "s3:ResourceAccount", "s3:TlsVersion", "s3:annotation-prefix",
    "s3:authType", "s3:max-annotation-results", "s3:signatureAge", "s3:signatureversion",
    "s3:x-amz-content-sha256",
];

const CONDITION_KEYS_OF_LIST_OBJECT_VERSION_ANNOTATIONS: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "s3:AccessPointNetworkOrigin", "s3:AccessPointTag/${TagKey}",
    "s3:BucketTag/${TagKey}", "s3:DataAccessPointAccount", "s3:DataAccessPointArn",
    "s3:ExistingObjectTag/<key>", "s3:ResourceAccount", "s3:TlsVersion", "s3:annotation-prefix",
    "s3:authType", "s3:max-annotation-results", "s3:signatureAge", "s3:signatureversion", "s3:versionid",
    "s3:x-amz-content-sha256",
];

const CONDITION_KEYS_OF_LIST_TAGS_FOR_RESOURCE: &[&str] = &[
    "aws:RequestTag/${TagKey}", "aws:ResourceTag/${TagKey}", "aws:TagKeys", "s3:AccessPointNetworkOrigin",
    "s3:AccessPointTag/${TagKey}", "s3:BucketTag/${TagKey}", "s3:DataAccessPointAccount",
    "s3:DataAccessPointArn", "s3:ResourceAccount", "s3:TlsVersion", "s3:authType", "s3:signatureAge",
    "s3:signatureversion", "s3:x-amz-content-sha256",
];

const CONDITION_KEYS_OF_PAUSE_REPLICATION: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "s3:BucketTag/${TagKey}", "s3:ResourceAccount", "s3:TlsVersion",
    "s3:authType", "s3:destinationRegion", "s3:signatureAge", "s3:signatureversion",
    "s3:x-amz-content-sha256",
];

const CONDITION_KEYS_OF_PUT_BUCKET_ACL: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "s3:BucketTag/${TagKey}", "s3:ResourceAccount", "s3:TlsVersion",
    "s3:authType", "s3:signatureAge", "s3:signatureversion", "s3:x-amz-acl", "s3:x-amz-content-sha256",
    "s3:x-amz-grant-full-control", "s3:x-amz-grant-read", "s3:x-amz-grant-read-acp", "s3:x-amz-grant-write",
    "s3:x-amz-grant-write-acp",
];

const CONDITION_KEYS_OF_PUT_INVENTORY_CONFIGURATION: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "s3:BucketTag/${TagKey}", "s3:InventoryAccessibleOptionalFields",
    "s3:ResourceAccount", "s3:TlsVersion", "s3:authType", "s3:signatureAge", "s3:signatureversion",
    "s3:x-amz-content-sha256",
];

const CONDITION_KEYS_OF_PUT_OBJECT: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "s3:AccessGrantsInstanceArn", "s3:AccessPointNetworkOrigin",
    "s3:AccessPointTag/${TagKey}", "s3:BucketTag/${TagKey}", "s3:DataAccessPointAccount",
    "s3:DataAccessPointArn", "s3:ObjectCreationOperation", "s3:RequestObjectTag/<key>",
    "s3:RequestObjectTagKeys", "s3:ResourceAccount", "s3:TlsVersion", "s3:authType", "s3:if-match",
    "s3:if-none-match", "s3:object-lock-event-hold", "s3:object-lock-event-hold-duration-days",
    "s3:object-lock-legal-hold", "s3:object-lock-mode", "s3:object-lock-remaining-retention-days",
    "s3:object-lock-retain-until-date", "s3:signatureAge", "s3:signatureversion", "s3:x-amz-acl",
    "s3:x-amz-content-sha256", "s3:x-amz-copy-source", "s3:x-amz-grant-full-control", "s3:x-amz-grant-read",
    "s3:x-amz-grant-read-acp", "s3:x-amz-grant-write", "s3:x-amz-grant-write-acp",
    "s3:x-amz-metadata-directive", "s3:x-amz-object-annotation-directive", "s3:x-amz-server-side-encryption",
    "s3:x-amz-server-side-encryption-aws-kms-key-id", "s3:x-amz-server-side-encryption-customer-algorithm",
    "s3:x-amz-storage-class", "s3:x-amz-website-redirect-location",
];

const CONDITION_KEYS_OF_PUT_OBJECT_ACL: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "s3:AccessGrantsInstanceArn", "s3:AccessPointNetworkOrigin",
    "s3:AccessPointTag/${TagKey}", "s3:BucketTag/${TagKey}", "s3:DataAccessPointAccount",
    "s3:DataAccessPointArn", "s3:ExistingObjectTag/<key>", "s3:ResourceAccount", "s3:TlsVersion",
    "s3:authType", "s3:signatureAge", "s3:signatureversion", "s3:x-amz-acl", "s3:x-amz-content-sha256",
    "s3:x-amz-grant-full-control", "s3:x-amz-grant-read", "s3:x-amz-grant-read-acp", "s3:x-amz-grant-write",
    "s3:x-amz-grant-write-acp", "s3:x-amz-storage-class",
];

const CONDITION_KEYS_OF_PUT_OBJECT_LEGAL_HOLD: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "s3:AccessPointNetworkOrigin", "s3:AccessPointTag/${TagKey}",
    "s3:BucketTag/${TagKey}", "s3:DataAccessPointAccount", "s3:DataAccessPointArn", "s3:ResourceAccount",
    "s3:TlsVersion", "s3:authType", "s3:object-lock-legal-hold", "s3:signatureAge", "s3:signatureversion",
    "s3:x-amz-content-sha256",
];

const CONDITION_KEYS_OF_PUT_OBJECT_RETENTION: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "s3:AccessPointNetworkOrigin", "s3:AccessPointTag/${TagKey}",
    "s3:BucketTag/${TagKey}", "s3:DataAccessPointAccount", "s3:DataAccessPointArn", "s3:ResourceAccount",
    "s3:TlsVersion", "s3:authType", "s3:object-lock-event-hold", "s3:object-lock-event-hold-duration-days",
    "s3:object-lock-mode", "s3:object-lock-remaining-retention-days", "s3:object-lock-retain-until-date",
    "s3:signatureAge", "s3:signatureversion", "s3:x-amz-content-sha256",
];

const CONDITION_KEYS_OF_PUT_OBJECT_TAGGING: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "s3:AccessPointNetworkOrigin", "s3:AccessPointTag/${TagKey}",
    "s3:BucketTag/${TagKey}", "s3:DataAccessPointAccount", "s3:DataAccessPointArn",
    "s3:ExistingObjectTag/<key>", "s3:RequestObjectTag/<key>", "s3:RequestObjectTagKeys",
    "s3:ResourceAccount", "s3:TlsVersion", "s3:authType", "s3:signatureAge", "s3:signatureversion",
    "s3:x-amz-content-sha256",
];

const CONDITION_KEYS_OF_PUT_OBJECT_VERSION_ACL: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "s3:AccessGrantsInstanceArn", "s3:AccessPointNetworkOrigin",
    "s3:AccessPointTag/${TagKey}", "s3:BucketTag/${TagKey}", "s3:DataAccessPointAccount",
    "s3:DataAccessPointArn", "s3:ExistingObjectTag/<key>", "s3:ResourceAccount", "s3:TlsVersion",
    "s3:authType", "s3:signatureAge", "s3:signatureversion", "s3:versionid", "s3:x-amz-acl",
    "s3:x-amz-content-sha256", "s3:x-amz-grant-full-control", "s3:x-amz-grant-read",
    "s3:x-amz-grant-read-acp", "s3:x-amz-grant-write", "s3:x-amz-grant-write-acp", "s3:x-amz-storage-class",
];

const CONDITION_KEYS_OF_PUT_OBJECT_VERSION_TAGGING: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "s3:AccessPointNetworkOrigin", "s3:AccessPointTag/${TagKey}",
    "s3:BucketTag/${TagKey}", "s3:DataAccessPointAccount", "s3:DataAccessPointArn",
    "s3:ExistingObjectTag/<key>", "s3:RequestObjectTag/<key>", "s3:RequestObjectTagKeys",
    "s3:ResourceAccount", "s3:TlsVersion", "s3:authType", "s3:signatureAge", "s3:signatureversion",
    "s3:versionid", "s3:x-amz-content-sha256",
];

const CONDITION_KEYS_OF_PUT_REPLICATION_CONFIGURATION: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "s3:BucketTag/${TagKey}", "s3:ResourceAccount", "s3:TlsVersion",
    "s3:authType", "s3:isReplicationPauseRequest", "s3:signatureAge", "s3:signatureversion",
    "s3:x-amz-content-sha256",
];

const CONDITION_KEYS_OF_REPLICATE_OBJECT: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "s3:BucketTag/${TagKey}", "s3:ResourceAccount", "s3:TlsVersion",
    "s3:authType", "s3:object-lock-event-hold", "s3:object-lock-event-hold-duration-days", "s3:signatureAge",
    "s3:signatureversion", "s3:x-amz-content-sha256", "s3:x-amz-server-side-encryption",
    "s3:x-amz-server-side-encryption-aws-kms-key-id", "s3:x-amz-server-side-encryption-customer-algorithm",
];

const CONDITION_KEYS_OF_UPDATE_JOB_PRIORITY: &[&str] = &[
    "aws:RequestTag/${TagKey}", "aws:ResourceTag/${TagKey}", "aws:TagKeys", "s3:ExistingJobOperation",
    "s3:ExistingJobPriority", "s3:RequestJobPriority", "s3:ResourceAccount", "s3:TlsVersion", "s3:authType",
    "s3:signatureAge", "s3:signatureversion", "s3:x-amz-content-sha256",
];

const CONDITION_KEYS_OF_UPDATE_JOB_STATUS: &[&str] = &[
    "aws:RequestTag/${TagKey}", "aws:ResourceTag/${TagKey}", "aws:TagKeys", "s3:ExistingJobOperation",
    "s3:ExistingJobPriority", "s3:JobSuspendedCause", "s3:ResourceAccount", "s3:TlsVersion", "s3:authType",
    "s3:signatureAge", "s3:signatureversion", "s3:x-amz-content-sha256",
];

const CONDITION_KEYS_OF_UPDATE_OBJECT_ENCRYPTION: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "s3:AccessPointNetworkOrigin", "s3:AccessPointTag/${TagKey}",
    "s3:BucketTag/${TagKey}", "s3:DataAccessPointAccount", "s3:DataAccessPointArn",
    "s3:ExistingObjectTag/<key>", "s3:ResourceAccount", "s3:TlsVersion", "s3:authType", "s3:signatureAge",
    "s3:signatureversion", "s3:x-amz-content-sha256", "s3:x-amz-server-side-encryption",
    "s3:x-amz-server-side-encryption-aws-kms-key-id",
];
