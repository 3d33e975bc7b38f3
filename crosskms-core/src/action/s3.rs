//! The actions of Amazon S3: generated, not to be edited.
//!
//! `cargo run -p crosskms-catalogue` writes this file from `s3-actions.json` in `catalogue/data`, AWS's
//! Service Authorization Reference as of 2026-10-27.
#![cfg_attr(rustfmt, rustfmt_skip)]
#![expect(non_upper_case_globals, reason = "an action is spelled as AWS spells it")]

use super::{AccessLevel, Action, Definition, Service};

/// `s3:AbortMultipartUpload`: Write, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const AbortMultipartUpload: Action = Action::new(Service::S3, 0);

/// `s3:AllowVendedLogDeliveryForResource`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const AllowVendedLogDeliveryForResource: Action = Action::new(Service::S3, 1);

/// `s3:AssociateAccessGrantsIdentityCenter`: Permissions management, on `accessgrantsinstance`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const AssociateAccessGrantsIdentityCenter: Action = Action::new(Service::S3, 2);

/// `s3:BypassGovernanceRetention`: Permissions management, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const BypassGovernanceRetention: Action = Action::new(Service::S3, 3);

/// `s3:CreateAccessGrant`: Permissions management, on `accessgrant`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const CreateAccessGrant: Action = Action::new(Service::S3, 4);

/// `s3:CreateAccessGrantsInstance`: Permissions management, on `accessgrantsinstance`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const CreateAccessGrantsInstance: Action = Action::new(Service::S3, 5);

/// `s3:CreateAccessGrantsLocation`: Permissions management, on `accessgrantslocation`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const CreateAccessGrantsLocation: Action = Action::new(Service::S3, 6);

/// `s3:CreateAccessPoint`: Write, on `accesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const CreateAccessPoint: Action = Action::new(Service::S3, 7);

/// `s3:CreateAccessPointForObjectLambda`: Write, on `objectlambdaaccesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const CreateAccessPointForObjectLambda: Action = Action::new(Service::S3, 8);

/// `s3:CreateBucket`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const CreateBucket: Action = Action::new(Service::S3, 9);

/// `s3:CreateBucketMetadataTableConfiguration`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const CreateBucketMetadataTableConfiguration: Action = Action::new(Service::S3, 10);

/// `s3:CreateJob`: Write, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const CreateJob: Action = Action::new(Service::S3, 11);

/// `s3:CreateMultiRegionAccessPoint`: Write, on `multiregionaccesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const CreateMultiRegionAccessPoint: Action = Action::new(Service::S3, 12);

/// `s3:CreateStorageLensGroup`: Write, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const CreateStorageLensGroup: Action = Action::new(Service::S3, 13);

/// `s3:DeleteAccessGrant`: Permissions management, on `accessgrant`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteAccessGrant: Action = Action::new(Service::S3, 14);

/// `s3:DeleteAccessGrantsInstance`: Permissions management, on `accessgrantsinstance`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteAccessGrantsInstance: Action = Action::new(Service::S3, 15);

/// `s3:DeleteAccessGrantsInstanceResourcePolicy`: Permissions management, on `accessgrantsinstance`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteAccessGrantsInstanceResourcePolicy: Action = Action::new(Service::S3, 16);

/// `s3:DeleteAccessGrantsLocation`: Permissions management, on `accessgrantslocation`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteAccessGrantsLocation: Action = Action::new(Service::S3, 17);

/// `s3:DeleteAccessPoint`: Write, on `accesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteAccessPoint: Action = Action::new(Service::S3, 18);

/// `s3:DeleteAccessPointForObjectLambda`: Write, on `objectlambdaaccesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteAccessPointForObjectLambda: Action = Action::new(Service::S3, 19);

/// `s3:DeleteAccessPointPolicy`: Permissions management, on `accesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteAccessPointPolicy: Action = Action::new(Service::S3, 20);

/// `s3:DeleteAccessPointPolicyForObjectLambda`: Permissions management, on `objectlambdaaccesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteAccessPointPolicyForObjectLambda: Action = Action::new(Service::S3, 21);

/// `s3:DeleteBucket`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteBucket: Action = Action::new(Service::S3, 22);

/// `s3:DeleteBucketMetadataTableConfiguration`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteBucketMetadataTableConfiguration: Action = Action::new(Service::S3, 23);

/// `s3:DeleteBucketPolicy`: Permissions management, on `bucket`; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteBucketPolicy: Action = Action::new(Service::S3, 24);

/// `s3:DeleteBucketWebsite`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteBucketWebsite: Action = Action::new(Service::S3, 25);

/// `s3:DeleteJobTagging`: Tagging, on `job`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteJobTagging: Action = Action::new(Service::S3, 26);

/// `s3:DeleteMultiRegionAccessPoint`: Write, on `multiregionaccesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteMultiRegionAccessPoint: Action = Action::new(Service::S3, 27);

/// `s3:DeleteObject`: Write, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteObject: Action = Action::new(Service::S3, 28);

/// `s3:DeleteObjectAnnotation`: Write, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteObjectAnnotation: Action = Action::new(Service::S3, 29);

/// `s3:DeleteObjectTagging`: Tagging, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteObjectTagging: Action = Action::new(Service::S3, 30);

/// `s3:DeleteObjectVersion`: Write, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteObjectVersion: Action = Action::new(Service::S3, 31);

/// `s3:DeleteObjectVersionAnnotation`: Write, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteObjectVersionAnnotation: Action = Action::new(Service::S3, 32);

/// `s3:DeleteObjectVersionTagging`: Tagging, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteObjectVersionTagging: Action = Action::new(Service::S3, 33);

/// `s3:DeleteStorageLensConfiguration`: Write, on `storagelensconfiguration`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteStorageLensConfiguration: Action = Action::new(Service::S3, 34);

/// `s3:DeleteStorageLensConfigurationTagging`: Tagging, on `storagelensconfiguration`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteStorageLensConfigurationTagging: Action = Action::new(Service::S3, 35);

/// `s3:DeleteStorageLensGroup`: Write, on `storagelensgroup`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DeleteStorageLensGroup: Action = Action::new(Service::S3, 36);

/// `s3:DescribeJob`: Read, on `job`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DescribeJob: Action = Action::new(Service::S3, 37);

/// `s3:DescribeMultiRegionAccessPointOperation`: Read, on `multiregionaccesspointrequestarn`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DescribeMultiRegionAccessPointOperation: Action = Action::new(Service::S3, 38);

/// `s3:DissociateAccessGrantsIdentityCenter`: Permissions management, on `accessgrantsinstance`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const DissociateAccessGrantsIdentityCenter: Action = Action::new(Service::S3, 39);

/// `s3:GetAccelerateConfiguration`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetAccelerateConfiguration: Action = Action::new(Service::S3, 40);

/// `s3:GetAccessGrant`: Read, on `accessgrant`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetAccessGrant: Action = Action::new(Service::S3, 41);

/// `s3:GetAccessGrantsInstance`: Read, on `accessgrantsinstance`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetAccessGrantsInstance: Action = Action::new(Service::S3, 42);

/// `s3:GetAccessGrantsInstanceForPrefix`: Read, on `accessgrantsinstance`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetAccessGrantsInstanceForPrefix: Action = Action::new(Service::S3, 43);

/// `s3:GetAccessGrantsInstanceResourcePolicy`: Read, on `accessgrantsinstance`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetAccessGrantsInstanceResourcePolicy: Action = Action::new(Service::S3, 44);

/// `s3:GetAccessGrantsLocation`: Read, on `accessgrantslocation`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetAccessGrantsLocation: Action = Action::new(Service::S3, 45);

/// `s3:GetAccessPoint`: Read, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetAccessPoint: Action = Action::new(Service::S3, 46);

/// `s3:GetAccessPointConfigurationForObjectLambda`: Read, on `objectlambdaaccesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetAccessPointConfigurationForObjectLambda: Action = Action::new(Service::S3, 47);

/// `s3:GetAccessPointForObjectLambda`: Read, on `objectlambdaaccesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetAccessPointForObjectLambda: Action = Action::new(Service::S3, 48);

/// `s3:GetAccessPointPolicy`: Read, on `accesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetAccessPointPolicy: Action = Action::new(Service::S3, 49);

/// `s3:GetAccessPointPolicyForObjectLambda`: Read, on `objectlambdaaccesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetAccessPointPolicyForObjectLambda: Action = Action::new(Service::S3, 50);

/// `s3:GetAccessPointPolicyStatus`: Read, on `accesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetAccessPointPolicyStatus: Action = Action::new(Service::S3, 51);

/// `s3:GetAccessPointPolicyStatusForObjectLambda`: Read, on `objectlambdaaccesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetAccessPointPolicyStatusForObjectLambda: Action = Action::new(Service::S3, 52);

/// `s3:GetAccountPublicAccessBlock`: Read, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetAccountPublicAccessBlock: Action = Action::new(Service::S3, 53);

/// `s3:GetAnalyticsConfiguration`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetAnalyticsConfiguration: Action = Action::new(Service::S3, 54);

/// `s3:GetBucketAbac`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetBucketAbac: Action = Action::new(Service::S3, 55);

/// `s3:GetBucketAcl`: Read, on `accesspoint` or `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetBucketAcl: Action = Action::new(Service::S3, 56);

/// `s3:GetBucketCORS`: Read, on `accesspoint` or `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetBucketCORS: Action = Action::new(Service::S3, 57);

/// `s3:GetBucketLocation`: Read, on `accesspoint` or `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetBucketLocation: Action = Action::new(Service::S3, 58);

/// `s3:GetBucketLogging`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetBucketLogging: Action = Action::new(Service::S3, 59);

/// `s3:GetBucketMetadataTableConfiguration`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetBucketMetadataTableConfiguration: Action = Action::new(Service::S3, 60);

/// `s3:GetBucketNotification`: Read, on `accesspoint` or `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetBucketNotification: Action = Action::new(Service::S3, 61);

/// `s3:GetBucketObjectLockConfiguration`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetBucketObjectLockConfiguration: Action = Action::new(Service::S3, 62);

/// `s3:GetBucketOwnershipControls`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetBucketOwnershipControls: Action = Action::new(Service::S3, 63);

/// `s3:GetBucketPolicy`: Read, on `accesspoint` or `bucket`; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetBucketPolicy: Action = Action::new(Service::S3, 64);

/// `s3:GetBucketPolicyStatus`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetBucketPolicyStatus: Action = Action::new(Service::S3, 65);

/// `s3:GetBucketPublicAccessBlock`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetBucketPublicAccessBlock: Action = Action::new(Service::S3, 66);

/// `s3:GetBucketRequestPayment`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetBucketRequestPayment: Action = Action::new(Service::S3, 67);

/// `s3:GetBucketTagging`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetBucketTagging: Action = Action::new(Service::S3, 68);

/// `s3:GetBucketVersioning`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetBucketVersioning: Action = Action::new(Service::S3, 69);

/// `s3:GetBucketWebsite`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetBucketWebsite: Action = Action::new(Service::S3, 70);

/// `s3:GetDataAccess`: Read, on `accessgrantsinstance`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetDataAccess: Action = Action::new(Service::S3, 71);

/// `s3:GetEncryptionConfiguration`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetEncryptionConfiguration: Action = Action::new(Service::S3, 72);

/// `s3:GetIntelligentTieringConfiguration`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetIntelligentTieringConfiguration: Action = Action::new(Service::S3, 73);

/// `s3:GetInventoryConfiguration`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetInventoryConfiguration: Action = Action::new(Service::S3, 74);

/// `s3:GetJobTagging`: Read, on `job`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetJobTagging: Action = Action::new(Service::S3, 75);

/// `s3:GetLifecycleConfiguration`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetLifecycleConfiguration: Action = Action::new(Service::S3, 76);

/// `s3:GetMetricsConfiguration`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetMetricsConfiguration: Action = Action::new(Service::S3, 77);

/// `s3:GetMultiRegionAccessPoint`: Read, on `multiregionaccesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetMultiRegionAccessPoint: Action = Action::new(Service::S3, 78);

/// `s3:GetMultiRegionAccessPointPolicy`: Read, on `multiregionaccesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetMultiRegionAccessPointPolicy: Action = Action::new(Service::S3, 79);

/// `s3:GetMultiRegionAccessPointPolicyStatus`: Read, on `multiregionaccesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetMultiRegionAccessPointPolicyStatus: Action = Action::new(Service::S3, 80);

/// `s3:GetMultiRegionAccessPointRoutes`: Read, on `multiregionaccesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetMultiRegionAccessPointRoutes: Action = Action::new(Service::S3, 81);

/// `s3:GetObject`: Read, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetObject: Action = Action::new(Service::S3, 82);

/// `s3:GetObjectAcl`: Read, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetObjectAcl: Action = Action::new(Service::S3, 83);

/// `s3:GetObjectAnnotation`: Read, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetObjectAnnotation: Action = Action::new(Service::S3, 84);

/// `s3:GetObjectAttributes`: Read, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetObjectAttributes: Action = Action::new(Service::S3, 85);

/// `s3:GetObjectLegalHold`: Read, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetObjectLegalHold: Action = Action::new(Service::S3, 86);

/// `s3:GetObjectRetention`: Read, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetObjectRetention: Action = Action::new(Service::S3, 87);

/// `s3:GetObjectTagging`: Read, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetObjectTagging: Action = Action::new(Service::S3, 88);

/// `s3:GetObjectTorrent`: Read, on `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetObjectTorrent: Action = Action::new(Service::S3, 89);

/// `s3:GetObjectVersion`: Read, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetObjectVersion: Action = Action::new(Service::S3, 90);

/// `s3:GetObjectVersionAcl`: Read, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetObjectVersionAcl: Action = Action::new(Service::S3, 91);

/// `s3:GetObjectVersionAnnotation`: Read, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetObjectVersionAnnotation: Action = Action::new(Service::S3, 92);

/// `s3:GetObjectVersionAnnotationForReplication`: Read, on `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetObjectVersionAnnotationForReplication: Action = Action::new(Service::S3, 93);

/// `s3:GetObjectVersionAttributes`: Read, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetObjectVersionAttributes: Action = Action::new(Service::S3, 94);

/// `s3:GetObjectVersionForReplication`: Read, on `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetObjectVersionForReplication: Action = Action::new(Service::S3, 95);

/// `s3:GetObjectVersionTagging`: Read, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetObjectVersionTagging: Action = Action::new(Service::S3, 96);

/// `s3:GetObjectVersionTorrent`: Read, on `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetObjectVersionTorrent: Action = Action::new(Service::S3, 97);

/// `s3:GetReplicationConfiguration`: Read, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetReplicationConfiguration: Action = Action::new(Service::S3, 98);

/// `s3:GetStorageLensConfiguration`: Read, on `storagelensconfiguration`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetStorageLensConfiguration: Action = Action::new(Service::S3, 99);

/// `s3:GetStorageLensConfigurationTagging`: Read, on `storagelensconfiguration`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetStorageLensConfigurationTagging: Action = Action::new(Service::S3, 100);

/// `s3:GetStorageLensDashboard`: Read, on `storagelensconfiguration`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetStorageLensDashboard: Action = Action::new(Service::S3, 101);

/// `s3:GetStorageLensGroup`: Read, on `storagelensgroup`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const GetStorageLensGroup: Action = Action::new(Service::S3, 102);

/// `s3:InitiateReplication`: Write, on `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const InitiateReplication: Action = Action::new(Service::S3, 103);

/// `s3:ListAccessGrants`: List, on `accessgrantsinstance`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListAccessGrants: Action = Action::new(Service::S3, 104);

/// `s3:ListAccessGrantsInstances`: List, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListAccessGrantsInstances: Action = Action::new(Service::S3, 105);

/// `s3:ListAccessGrantsLocations`: List, on `accessgrantsinstance`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListAccessGrantsLocations: Action = Action::new(Service::S3, 106);

/// `s3:ListAccessPoints`: List, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListAccessPoints: Action = Action::new(Service::S3, 107);

/// `s3:ListAccessPointsForObjectLambda`: List, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListAccessPointsForObjectLambda: Action = Action::new(Service::S3, 108);

/// `s3:ListAllMyBuckets`: List, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListAllMyBuckets: Action = Action::new(Service::S3, 109);

/// `s3:ListBucket`: List, on `accesspoint` or `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListBucket: Action = Action::new(Service::S3, 110);

/// `s3:ListBucketMultipartUploads`: List, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListBucketMultipartUploads: Action = Action::new(Service::S3, 111);

/// `s3:ListBucketVersions`: List, on `accesspoint` or `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListBucketVersions: Action = Action::new(Service::S3, 112);

/// `s3:ListCallerAccessGrants`: List, on `accessgrantsinstance`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListCallerAccessGrants: Action = Action::new(Service::S3, 113);

/// `s3:ListJobs`: List, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListJobs: Action = Action::new(Service::S3, 114);

/// `s3:ListMultiRegionAccessPoints`: List, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListMultiRegionAccessPoints: Action = Action::new(Service::S3, 115);

/// `s3:ListMultipartUploadParts`: List, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListMultipartUploadParts: Action = Action::new(Service::S3, 116);

/// `s3:ListObjectAnnotations`: List, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListObjectAnnotations: Action = Action::new(Service::S3, 117);

/// `s3:ListObjectVersionAnnotations`: List, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListObjectVersionAnnotations: Action = Action::new(Service::S3, 118);

/// `s3:ListStorageLensConfigurations`: List, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListStorageLensConfigurations: Action = Action::new(Service::S3, 119);

/// `s3:ListStorageLensGroups`: List, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListStorageLensGroups: Action = Action::new(Service::S3, 120);

/// `s3:ListTagsForResource`: List, on `accessgrant` or `accessgrantsinstance` or `accessgrantslocation` or
/// `accesspoint` or `bucket` or `storagelensgroup`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ListTagsForResource: Action = Action::new(Service::S3, 121);

/// `s3:ObjectOwnerOverrideToBucketOwner`: Permissions management, on `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ObjectOwnerOverrideToBucketOwner: Action = Action::new(Service::S3, 122);

/// `s3:PauseReplication`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PauseReplication: Action = Action::new(Service::S3, 123);

/// `s3:PutAccelerateConfiguration`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutAccelerateConfiguration: Action = Action::new(Service::S3, 124);

/// `s3:PutAccessGrantsInstanceResourcePolicy`: Permissions management, on `accessgrantsinstance`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutAccessGrantsInstanceResourcePolicy: Action = Action::new(Service::S3, 125);

/// `s3:PutAccessPointConfigurationForObjectLambda`: Write, on `objectlambdaaccesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutAccessPointConfigurationForObjectLambda: Action = Action::new(Service::S3, 126);

/// `s3:PutAccessPointPolicy`: Permissions management, on `accesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutAccessPointPolicy: Action = Action::new(Service::S3, 127);

/// `s3:PutAccessPointPolicyForObjectLambda`: Permissions management, on `objectlambdaaccesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutAccessPointPolicyForObjectLambda: Action = Action::new(Service::S3, 128);

/// `s3:PutAccessPointPublicAccessBlock`: Permissions management, on `*` alone; only in the caller's own
/// account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutAccessPointPublicAccessBlock: Action = Action::new(Service::S3, 129);

/// `s3:PutAccountPublicAccessBlock`: Permissions management, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutAccountPublicAccessBlock: Action = Action::new(Service::S3, 130);

/// `s3:PutAnalyticsConfiguration`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutAnalyticsConfiguration: Action = Action::new(Service::S3, 131);

/// `s3:PutBucketAbac`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutBucketAbac: Action = Action::new(Service::S3, 132);

/// `s3:PutBucketAcl`: Permissions management, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutBucketAcl: Action = Action::new(Service::S3, 133);

/// `s3:PutBucketCORS`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutBucketCORS: Action = Action::new(Service::S3, 134);

/// `s3:PutBucketLogging`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutBucketLogging: Action = Action::new(Service::S3, 135);

/// `s3:PutBucketNotification`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutBucketNotification: Action = Action::new(Service::S3, 136);

/// `s3:PutBucketObjectLockConfiguration`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutBucketObjectLockConfiguration: Action = Action::new(Service::S3, 137);

/// `s3:PutBucketOwnershipControls`: Permissions management, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutBucketOwnershipControls: Action = Action::new(Service::S3, 138);

/// `s3:PutBucketPolicy`: Permissions management, on `bucket`; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutBucketPolicy: Action = Action::new(Service::S3, 139);

/// `s3:PutBucketPublicAccessBlock`: Permissions management, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutBucketPublicAccessBlock: Action = Action::new(Service::S3, 140);

/// `s3:PutBucketRequestPayment`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutBucketRequestPayment: Action = Action::new(Service::S3, 141);

/// `s3:PutBucketTagging`: Tagging, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutBucketTagging: Action = Action::new(Service::S3, 142);

/// `s3:PutBucketVersioning`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutBucketVersioning: Action = Action::new(Service::S3, 143);

/// `s3:PutBucketWebsite`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutBucketWebsite: Action = Action::new(Service::S3, 144);

/// `s3:PutEncryptionConfiguration`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutEncryptionConfiguration: Action = Action::new(Service::S3, 145);

/// `s3:PutIntelligentTieringConfiguration`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutIntelligentTieringConfiguration: Action = Action::new(Service::S3, 146);

/// `s3:PutInventoryConfiguration`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutInventoryConfiguration: Action = Action::new(Service::S3, 147);

/// `s3:PutJobTagging`: Tagging, on `job`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutJobTagging: Action = Action::new(Service::S3, 148);

/// `s3:PutLifecycleConfiguration`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutLifecycleConfiguration: Action = Action::new(Service::S3, 149);

/// `s3:PutMetricsConfiguration`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutMetricsConfiguration: Action = Action::new(Service::S3, 150);

/// `s3:PutMultiRegionAccessPointPolicy`: Permissions management, on `multiregionaccesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutMultiRegionAccessPointPolicy: Action = Action::new(Service::S3, 151);

/// `s3:PutObject`: Write, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutObject: Action = Action::new(Service::S3, 152);

/// `s3:PutObjectAcl`: Permissions management, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutObjectAcl: Action = Action::new(Service::S3, 153);

/// `s3:PutObjectAnnotation`: Write, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutObjectAnnotation: Action = Action::new(Service::S3, 154);

/// `s3:PutObjectLegalHold`: Write, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutObjectLegalHold: Action = Action::new(Service::S3, 155);

/// `s3:PutObjectRetention`: Write, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutObjectRetention: Action = Action::new(Service::S3, 156);

/// `s3:PutObjectTagging`: Tagging, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutObjectTagging: Action = Action::new(Service::S3, 157);

/// `s3:PutObjectVersionAcl`: Permissions management, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutObjectVersionAcl: Action = Action::new(Service::S3, 158);

/// `s3:PutObjectVersionAnnotation`: Write, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutObjectVersionAnnotation: Action = Action::new(Service::S3, 159);

/// `s3:PutObjectVersionTagging`: Tagging, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutObjectVersionTagging: Action = Action::new(Service::S3, 160);

/// `s3:PutReplicationConfiguration`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutReplicationConfiguration: Action = Action::new(Service::S3, 161);

/// `s3:PutStorageLensConfiguration`: Write, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutStorageLensConfiguration: Action = Action::new(Service::S3, 162);

/// `s3:PutStorageLensConfigurationTagging`: Tagging, on `storagelensconfiguration`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const PutStorageLensConfigurationTagging: Action = Action::new(Service::S3, 163);

/// `s3:ReplicateDelete`: Write, on `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ReplicateDelete: Action = Action::new(Service::S3, 164);

/// `s3:ReplicateObject`: Write, on `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ReplicateObject: Action = Action::new(Service::S3, 165);

/// `s3:ReplicateObjectAnnotation`: Write, on `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ReplicateObjectAnnotation: Action = Action::new(Service::S3, 166);

/// `s3:ReplicateTags`: Tagging, on `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const ReplicateTags: Action = Action::new(Service::S3, 167);

/// `s3:RestoreObject`: Write, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const RestoreObject: Action = Action::new(Service::S3, 168);

/// `s3:SubmitMultiRegionAccessPointRoutes`: Write, on `multiregionaccesspoint`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const SubmitMultiRegionAccessPointRoutes: Action = Action::new(Service::S3, 169);

/// `s3:TagResource`: Tagging, on `accessgrant` or `accessgrantsinstance` or `accessgrantslocation` or
/// `accesspoint` or `bucket` or `storagelensgroup`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const TagResource: Action = Action::new(Service::S3, 170);

/// `s3:UntagResource`: Tagging, on `accessgrant` or `accessgrantsinstance` or `accessgrantslocation` or
/// `accesspoint` or `bucket` or `storagelensgroup`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const UntagResource: Action = Action::new(Service::S3, 171);

/// `s3:UpdateAccessGrantsLocation`: Permissions management, on `accessgrantslocation`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const UpdateAccessGrantsLocation: Action = Action::new(Service::S3, 172);

/// `s3:UpdateBucketMetadataAnnotationTableConfiguration`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const UpdateBucketMetadataAnnotationTableConfiguration: Action = Action::new(Service::S3, 173);

/// `s3:UpdateBucketMetadataInventoryTableConfiguration`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const UpdateBucketMetadataInventoryTableConfiguration: Action = Action::new(Service::S3, 174);

/// `s3:UpdateBucketMetadataJournalTableConfiguration`: Write, on `bucket`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const UpdateBucketMetadataJournalTableConfiguration: Action = Action::new(Service::S3, 175);

/// `s3:UpdateJobPriority`: Write, on `job`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const UpdateJobPriority: Action = Action::new(Service::S3, 176);

/// `s3:UpdateJobStatus`: Write, on `job`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const UpdateJobStatus: Action = Action::new(Service::S3, 177);

/// `s3:UpdateObjectEncryption`: Write, on `accesspointobject` or `object`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const UpdateObjectEncryption: Action = Action::new(Service::S3, 178);

/// `s3:UpdateStorageLensGroup`: Write, on `storagelensgroup`.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions)
pub const UpdateStorageLensGroup: Action = Action::new(Service::S3, 179);

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

/// What is known of each, at the action's own position.
pub(super) static DEFINITIONS: &[Definition] = &[
    Definition {
        name: "AbortMultipartUpload", access_level: AccessLevel::Write,
        resource_types: &["accesspointobject", "object"],
        condition_keys: CONDITION_KEYS_OF_ABORT_MULTIPART_UPLOAD, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "AllowVendedLogDeliveryForResource", access_level: AccessLevel::Read,
        resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_ALLOW_VENDED_LOG_DELIVERY_FOR_RESOURCE,
        cross_account: true, key_usages: &[], grantable: false,
    },
    Definition {
        name: "AssociateAccessGrantsIdentityCenter", access_level: AccessLevel::PermissionsManagement,
        resource_types: &["accessgrantsinstance"],
        condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "BypassGovernanceRetention", access_level: AccessLevel::PermissionsManagement,
        resource_types: &["accesspointobject", "object"],
        condition_keys: CONDITION_KEYS_OF_BYPASS_GOVERNANCE_RETENTION, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "CreateAccessGrant", access_level: AccessLevel::PermissionsManagement,
        resource_types: &["accessgrant"], condition_keys: CONDITION_KEYS_OF_CREATE_ACCESS_GRANT,
        cross_account: true, key_usages: &[], grantable: false,
    },
    Definition {
        name: "CreateAccessGrantsInstance", access_level: AccessLevel::PermissionsManagement,
        resource_types: &["accessgrantsinstance"],
        condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "CreateAccessGrantsLocation", access_level: AccessLevel::PermissionsManagement,
        resource_types: &["accessgrantslocation"],
        condition_keys: CONDITION_KEYS_OF_CREATE_ACCESS_GRANTS_LOCATION, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "CreateAccessPoint", access_level: AccessLevel::Write, resource_types: &["accesspoint"],
        condition_keys: CONDITION_KEYS_OF_CREATE_ACCESS_POINT, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "CreateAccessPointForObjectLambda", access_level: AccessLevel::Write,
        resource_types: &["objectlambdaaccesspoint"],
        condition_keys: CONDITION_KEYS_OF_CREATE_ACCESS_POINT_FOR_OBJECT_LAMBDA, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "CreateBucket", access_level: AccessLevel::Write, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "CreateBucketMetadataTableConfiguration", access_level: AccessLevel::Write,
        resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "CreateJob", access_level: AccessLevel::Write, resource_types: &[],
        condition_keys: CONDITION_KEYS_OF_CREATE_JOB, cross_account: false, key_usages: &[], grantable: false,
    },
    Definition {
        name: "CreateMultiRegionAccessPoint", access_level: AccessLevel::Write,
        resource_types: &["multiregionaccesspoint"],
        condition_keys: CONDITION_KEYS_OF_CREATE_MULTI_REGION_ACCESS_POINT, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "CreateStorageLensGroup", access_level: AccessLevel::Write, resource_types: &[],
        condition_keys: CONDITION_KEYS_OF_CREATE_STORAGE_LENS_GROUP, cross_account: false, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "DeleteAccessGrant", access_level: AccessLevel::PermissionsManagement,
        resource_types: &["accessgrant"], condition_keys: CONDITION_KEYS_OF_CREATE_ACCESS_GRANT,
        cross_account: true, key_usages: &[], grantable: false,
    },
    Definition {
        name: "DeleteAccessGrantsInstance", access_level: AccessLevel::PermissionsManagement,
        resource_types: &["accessgrantsinstance"],
        condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "DeleteAccessGrantsInstanceResourcePolicy", access_level: AccessLevel::PermissionsManagement,
        resource_types: &["accessgrantsinstance"],
        condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "DeleteAccessGrantsLocation", access_level: AccessLevel::PermissionsManagement,
        resource_types: &["accessgrantslocation"],
        condition_keys: CONDITION_KEYS_OF_CREATE_ACCESS_GRANTS_LOCATION, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "DeleteAccessPoint", access_level: AccessLevel::Write, resource_types: &["accesspoint"],
        condition_keys: CONDITION_KEYS_OF_DELETE_ACCESS_POINT, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "DeleteAccessPointForObjectLambda", access_level: AccessLevel::Write,
        resource_types: &["objectlambdaaccesspoint"],
        condition_keys: CONDITION_KEYS_OF_CREATE_ACCESS_POINT_FOR_OBJECT_LAMBDA, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "DeleteAccessPointPolicy", access_level: AccessLevel::PermissionsManagement,
        resource_types: &["accesspoint"], condition_keys: CONDITION_KEYS_OF_DELETE_ACCESS_POINT,
        cross_account: true, key_usages: &[], grantable: false,
    },
    Definition {
        name: "DeleteAccessPointPolicyForObjectLambda", access_level: AccessLevel::PermissionsManagement,
        resource_types: &["objectlambdaaccesspoint"],
        condition_keys: CONDITION_KEYS_OF_CREATE_ACCESS_POINT_FOR_OBJECT_LAMBDA, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "DeleteBucket", access_level: AccessLevel::Write, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "DeleteBucketMetadataTableConfiguration", access_level: AccessLevel::Write,
        resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "DeleteBucketPolicy", access_level: AccessLevel::PermissionsManagement,
        resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: false,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "DeleteBucketWebsite", access_level: AccessLevel::Write, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "DeleteJobTagging", access_level: AccessLevel::Tagging, resource_types: &["job"],
        condition_keys: CONDITION_KEYS_OF_DELETE_JOB_TAGGING, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "DeleteMultiRegionAccessPoint", access_level: AccessLevel::Write,
        resource_types: &["multiregionaccesspoint"],
        condition_keys: CONDITION_KEYS_OF_CREATE_MULTI_REGION_ACCESS_POINT, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "DeleteObject", access_level: AccessLevel::Write,
        resource_types: &["accesspointobject", "object"], condition_keys: CONDITION_KEYS_OF_DELETE_OBJECT,
        cross_account: true, key_usages: &[], grantable: false,
    },
    Definition {
        name: "DeleteObjectAnnotation", access_level: AccessLevel::Write,
        resource_types: &["accesspointobject", "object"],
        condition_keys: CONDITION_KEYS_OF_DELETE_OBJECT_ANNOTATION, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "DeleteObjectTagging", access_level: AccessLevel::Tagging,
        resource_types: &["accesspointobject", "object"],
        condition_keys: CONDITION_KEYS_OF_DELETE_OBJECT_TAGGING, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "DeleteObjectVersion", access_level: AccessLevel::Write,
        resource_types: &["accesspointobject", "object"],
        condition_keys: CONDITION_KEYS_OF_DELETE_OBJECT_VERSION, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "DeleteObjectVersionAnnotation", access_level: AccessLevel::Write,
        resource_types: &["accesspointobject", "object"],
        condition_keys: CONDITION_KEYS_OF_DELETE_OBJECT_VERSION_ANNOTATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "DeleteObjectVersionTagging", access_level: AccessLevel::Tagging,
        resource_types: &["accesspointobject", "object"],
        condition_keys: CONDITION_KEYS_OF_DELETE_OBJECT_VERSION_TAGGING, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "DeleteStorageLensConfiguration", access_level: AccessLevel::Write,
        resource_types: &["storagelensconfiguration"],
        condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "DeleteStorageLensConfigurationTagging", access_level: AccessLevel::Tagging,
        resource_types: &["storagelensconfiguration"],
        condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "DeleteStorageLensGroup", access_level: AccessLevel::Write,
        resource_types: &["storagelensgroup"],
        condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "DescribeJob", access_level: AccessLevel::Read, resource_types: &["job"],
        condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "DescribeMultiRegionAccessPointOperation", access_level: AccessLevel::Read,
        resource_types: &["multiregionaccesspointrequestarn"],
        condition_keys: CONDITION_KEYS_OF_DESCRIBE_MULTI_REGION_ACCESS_POINT_OPERATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "DissociateAccessGrantsIdentityCenter", access_level: AccessLevel::PermissionsManagement,
        resource_types: &["accessgrantsinstance"],
        condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetAccelerateConfiguration", access_level: AccessLevel::Read, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetAccessGrant", access_level: AccessLevel::Read, resource_types: &["accessgrant"],
        condition_keys: CONDITION_KEYS_OF_CREATE_ACCESS_GRANT, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "GetAccessGrantsInstance", access_level: AccessLevel::Read,
        resource_types: &["accessgrantsinstance"],
        condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetAccessGrantsInstanceForPrefix", access_level: AccessLevel::Read,
        resource_types: &["accessgrantsinstance"],
        condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetAccessGrantsInstanceResourcePolicy", access_level: AccessLevel::Read,
        resource_types: &["accessgrantsinstance"],
        condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetAccessGrantsLocation", access_level: AccessLevel::Read,
        resource_types: &["accessgrantslocation"],
        condition_keys: CONDITION_KEYS_OF_CREATE_ACCESS_GRANTS_LOCATION, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "GetAccessPoint", access_level: AccessLevel::Read, resource_types: &[],
        condition_keys: CONDITION_KEYS_OF_DELETE_ACCESS_POINT, cross_account: false, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "GetAccessPointConfigurationForObjectLambda", access_level: AccessLevel::Read,
        resource_types: &["objectlambdaaccesspoint"],
        condition_keys: CONDITION_KEYS_OF_CREATE_ACCESS_POINT_FOR_OBJECT_LAMBDA, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetAccessPointForObjectLambda", access_level: AccessLevel::Read,
        resource_types: &["objectlambdaaccesspoint"],
        condition_keys: CONDITION_KEYS_OF_CREATE_ACCESS_POINT_FOR_OBJECT_LAMBDA, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetAccessPointPolicy", access_level: AccessLevel::Read, resource_types: &["accesspoint"],
        condition_keys: CONDITION_KEYS_OF_DELETE_ACCESS_POINT, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "GetAccessPointPolicyForObjectLambda", access_level: AccessLevel::Read,
        resource_types: &["objectlambdaaccesspoint"],
        condition_keys: CONDITION_KEYS_OF_CREATE_ACCESS_POINT_FOR_OBJECT_LAMBDA, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetAccessPointPolicyStatus", access_level: AccessLevel::Read, resource_types: &["accesspoint"],
        condition_keys: CONDITION_KEYS_OF_DELETE_ACCESS_POINT, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "GetAccessPointPolicyStatusForObjectLambda", access_level: AccessLevel::Read,
        resource_types: &["objectlambdaaccesspoint"],
        condition_keys: CONDITION_KEYS_OF_CREATE_ACCESS_POINT_FOR_OBJECT_LAMBDA, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetAccountPublicAccessBlock", access_level: AccessLevel::Read, resource_types: &[],
        condition_keys: CONDITION_KEYS_OF_GET_ACCOUNT_PUBLIC_ACCESS_BLOCK, cross_account: false,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetAnalyticsConfiguration", access_level: AccessLevel::Read, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetBucketAbac", access_level: AccessLevel::Read, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetBucketAcl", access_level: AccessLevel::Read, resource_types: &["accesspoint", "bucket"],
        condition_keys: CONDITION_KEYS_OF_GET_BUCKET_ACL, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "GetBucketCORS", access_level: AccessLevel::Read, resource_types: &["accesspoint", "bucket"],
        condition_keys: CONDITION_KEYS_OF_GET_BUCKET_ACL, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "GetBucketLocation", access_level: AccessLevel::Read,
        resource_types: &["accesspoint", "bucket"], condition_keys: CONDITION_KEYS_OF_GET_BUCKET_ACL,
        cross_account: true, key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetBucketLogging", access_level: AccessLevel::Read, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetBucketMetadataTableConfiguration", access_level: AccessLevel::Read,
        resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetBucketNotification", access_level: AccessLevel::Read,
        resource_types: &["accesspoint", "bucket"], condition_keys: CONDITION_KEYS_OF_GET_BUCKET_ACL,
        cross_account: true, key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetBucketObjectLockConfiguration", access_level: AccessLevel::Read,
        resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_GET_BUCKET_OBJECT_LOCK_CONFIGURATION,
        cross_account: true, key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetBucketOwnershipControls", access_level: AccessLevel::Read, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetBucketPolicy", access_level: AccessLevel::Read, resource_types: &["accesspoint", "bucket"],
        condition_keys: CONDITION_KEYS_OF_GET_BUCKET_ACL, cross_account: false, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "GetBucketPolicyStatus", access_level: AccessLevel::Read, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetBucketPublicAccessBlock", access_level: AccessLevel::Read, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetBucketRequestPayment", access_level: AccessLevel::Read, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetBucketTagging", access_level: AccessLevel::Read, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetBucketVersioning", access_level: AccessLevel::Read, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetBucketWebsite", access_level: AccessLevel::Read, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetDataAccess", access_level: AccessLevel::Read, resource_types: &["accessgrantsinstance"],
        condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetEncryptionConfiguration", access_level: AccessLevel::Read, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetIntelligentTieringConfiguration", access_level: AccessLevel::Read,
        resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetInventoryConfiguration", access_level: AccessLevel::Read, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetJobTagging", access_level: AccessLevel::Read, resource_types: &["job"],
        condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetLifecycleConfiguration", access_level: AccessLevel::Read, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetMetricsConfiguration", access_level: AccessLevel::Read, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetMultiRegionAccessPoint", access_level: AccessLevel::Read,
        resource_types: &["multiregionaccesspoint"],
        condition_keys: CONDITION_KEYS_OF_CREATE_MULTI_REGION_ACCESS_POINT, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetMultiRegionAccessPointPolicy", access_level: AccessLevel::Read,
        resource_types: &["multiregionaccesspoint"],
        condition_keys: CONDITION_KEYS_OF_CREATE_MULTI_REGION_ACCESS_POINT, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetMultiRegionAccessPointPolicyStatus", access_level: AccessLevel::Read,
        resource_types: &["multiregionaccesspoint"],
        condition_keys: CONDITION_KEYS_OF_CREATE_MULTI_REGION_ACCESS_POINT, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetMultiRegionAccessPointRoutes", access_level: AccessLevel::Read,
        resource_types: &["multiregionaccesspoint"],
        condition_keys: CONDITION_KEYS_OF_CREATE_MULTI_REGION_ACCESS_POINT, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetObject", access_level: AccessLevel::Read, resource_types: &["accesspointobject", "object"],
        condition_keys: CONDITION_KEYS_OF_GET_OBJECT, cross_account: true, key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetObjectAcl", access_level: AccessLevel::Read,
        resource_types: &["accesspointobject", "object"], condition_keys: CONDITION_KEYS_OF_GET_OBJECT,
        cross_account: true, key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetObjectAnnotation", access_level: AccessLevel::Read,
        resource_types: &["accesspointobject", "object"],
        condition_keys: CONDITION_KEYS_OF_DELETE_OBJECT_TAGGING, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "GetObjectAttributes", access_level: AccessLevel::Read,
        resource_types: &["accesspointobject", "object"],
        condition_keys: CONDITION_KEYS_OF_DELETE_OBJECT_TAGGING, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "GetObjectLegalHold", access_level: AccessLevel::Read,
        resource_types: &["accesspointobject", "object"], condition_keys: CONDITION_KEYS_OF_GET_BUCKET_ACL,
        cross_account: true, key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetObjectRetention", access_level: AccessLevel::Read,
        resource_types: &["accesspointobject", "object"], condition_keys: CONDITION_KEYS_OF_GET_BUCKET_ACL,
        cross_account: true, key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetObjectTagging", access_level: AccessLevel::Read,
        resource_types: &["accesspointobject", "object"],
        condition_keys: CONDITION_KEYS_OF_DELETE_OBJECT_TAGGING, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "GetObjectTorrent", access_level: AccessLevel::Read, resource_types: &["object"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetObjectVersion", access_level: AccessLevel::Read,
        resource_types: &["accesspointobject", "object"],
        condition_keys: CONDITION_KEYS_OF_GET_OBJECT_VERSION, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "GetObjectVersionAcl", access_level: AccessLevel::Read,
        resource_types: &["accesspointobject", "object"],
        condition_keys: CONDITION_KEYS_OF_GET_OBJECT_VERSION, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "GetObjectVersionAnnotation", access_level: AccessLevel::Read,
        resource_types: &["accesspointobject", "object"],
        condition_keys: CONDITION_KEYS_OF_DELETE_OBJECT_VERSION_TAGGING, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "GetObjectVersionAnnotationForReplication", access_level: AccessLevel::Read,
        resource_types: &["object"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetObjectVersionAttributes", access_level: AccessLevel::Read,
        resource_types: &["accesspointobject", "object"],
        condition_keys: CONDITION_KEYS_OF_DELETE_OBJECT_VERSION_TAGGING, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "GetObjectVersionForReplication", access_level: AccessLevel::Read, resource_types: &["object"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetObjectVersionTagging", access_level: AccessLevel::Read,
        resource_types: &["accesspointobject", "object"],
        condition_keys: CONDITION_KEYS_OF_DELETE_OBJECT_VERSION_TAGGING, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "GetObjectVersionTorrent", access_level: AccessLevel::Read, resource_types: &["object"],
        condition_keys: CONDITION_KEYS_OF_GET_OBJECT_VERSION_TORRENT, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "GetReplicationConfiguration", access_level: AccessLevel::Read, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetStorageLensConfiguration", access_level: AccessLevel::Read,
        resource_types: &["storagelensconfiguration"],
        condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetStorageLensConfigurationTagging", access_level: AccessLevel::Read,
        resource_types: &["storagelensconfiguration"],
        condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetStorageLensDashboard", access_level: AccessLevel::Read,
        resource_types: &["storagelensconfiguration"],
        condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "GetStorageLensGroup", access_level: AccessLevel::Read, resource_types: &["storagelensgroup"],
        condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "InitiateReplication", access_level: AccessLevel::Write, resource_types: &["object"],
        condition_keys: CONDITION_KEYS_OF_INITIATE_REPLICATION, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "ListAccessGrants", access_level: AccessLevel::List, resource_types: &["accessgrantsinstance"],
        condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "ListAccessGrantsInstances", access_level: AccessLevel::List, resource_types: &[],
        condition_keys: CONDITION_KEYS_OF_GET_ACCOUNT_PUBLIC_ACCESS_BLOCK, cross_account: false,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "ListAccessGrantsLocations", access_level: AccessLevel::List,
        resource_types: &["accessgrantsinstance"],
        condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "ListAccessPoints", access_level: AccessLevel::List, resource_types: &[],
        condition_keys: CONDITION_KEYS_OF_GET_ACCOUNT_PUBLIC_ACCESS_BLOCK, cross_account: false,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "ListAccessPointsForObjectLambda", access_level: AccessLevel::List, resource_types: &[],
        condition_keys: CONDITION_KEYS_OF_GET_ACCOUNT_PUBLIC_ACCESS_BLOCK, cross_account: false,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "ListAllMyBuckets", access_level: AccessLevel::List, resource_types: &[],
        condition_keys: CONDITION_KEYS_OF_GET_ACCOUNT_PUBLIC_ACCESS_BLOCK, cross_account: false,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "ListBucket", access_level: AccessLevel::List, resource_types: &["accesspoint", "bucket"],
        condition_keys: CONDITION_KEYS_OF_LIST_BUCKET, cross_account: true, key_usages: &[], grantable: false,
    },
    Definition {
        name: "ListBucketMultipartUploads", access_level: AccessLevel::List, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_ABORT_MULTIPART_UPLOAD, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "ListBucketVersions", access_level: AccessLevel::List,
        resource_types: &["accesspoint", "bucket"], condition_keys: CONDITION_KEYS_OF_LIST_BUCKET,
        cross_account: true, key_usages: &[], grantable: false,
    },
    Definition {
        name: "ListCallerAccessGrants", access_level: AccessLevel::List,
        resource_types: &["accessgrantsinstance"],
        condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "ListJobs", access_level: AccessLevel::List, resource_types: &[],
        condition_keys: CONDITION_KEYS_OF_GET_ACCOUNT_PUBLIC_ACCESS_BLOCK, cross_account: false,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "ListMultiRegionAccessPoints", access_level: AccessLevel::List, resource_types: &[],
        condition_keys: CONDITION_KEYS_OF_DESCRIBE_MULTI_REGION_ACCESS_POINT_OPERATION, cross_account: false,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "ListMultipartUploadParts", access_level: AccessLevel::List,
        resource_types: &["accesspointobject", "object"],
        condition_keys: CONDITION_KEYS_OF_ABORT_MULTIPART_UPLOAD, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "ListObjectAnnotations", access_level: AccessLevel::List,
        resource_types: &["accesspointobject", "object"],
        condition_keys: CONDITION_KEYS_OF_LIST_OBJECT_ANNOTATIONS, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "ListObjectVersionAnnotations", access_level: AccessLevel::List,
        resource_types: &["accesspointobject", "object"],
        condition_keys: CONDITION_KEYS_OF_LIST_OBJECT_VERSION_ANNOTATIONS, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "ListStorageLensConfigurations", access_level: AccessLevel::List, resource_types: &[],
        condition_keys: CONDITION_KEYS_OF_GET_ACCOUNT_PUBLIC_ACCESS_BLOCK, cross_account: false,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "ListStorageLensGroups", access_level: AccessLevel::List, resource_types: &[],
        condition_keys: CONDITION_KEYS_OF_GET_ACCOUNT_PUBLIC_ACCESS_BLOCK, cross_account: false,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "ListTagsForResource", access_level: AccessLevel::List,
        resource_types: &["accessgrant", "accessgrantsinstance", "accessgrantslocation", "accesspoint", "bucket", "storagelensgroup"],
        condition_keys: CONDITION_KEYS_OF_LIST_TAGS_FOR_RESOURCE, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "ObjectOwnerOverrideToBucketOwner", access_level: AccessLevel::PermissionsManagement,
        resource_types: &["object"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "PauseReplication", access_level: AccessLevel::Write, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_PAUSE_REPLICATION, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "PutAccelerateConfiguration", access_level: AccessLevel::Write, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "PutAccessGrantsInstanceResourcePolicy", access_level: AccessLevel::PermissionsManagement,
        resource_types: &["accessgrantsinstance"],
        condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "PutAccessPointConfigurationForObjectLambda", access_level: AccessLevel::Write,
        resource_types: &["objectlambdaaccesspoint"],
        condition_keys: CONDITION_KEYS_OF_CREATE_ACCESS_POINT_FOR_OBJECT_LAMBDA, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "PutAccessPointPolicy", access_level: AccessLevel::PermissionsManagement,
        resource_types: &["accesspoint"], condition_keys: CONDITION_KEYS_OF_DELETE_ACCESS_POINT,
        cross_account: true, key_usages: &[], grantable: false,
    },
    Definition {
        name: "PutAccessPointPolicyForObjectLambda", access_level: AccessLevel::PermissionsManagement,
        resource_types: &["objectlambdaaccesspoint"],
        condition_keys: CONDITION_KEYS_OF_CREATE_ACCESS_POINT_FOR_OBJECT_LAMBDA, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "PutAccessPointPublicAccessBlock", access_level: AccessLevel::PermissionsManagement,
        resource_types: &[], condition_keys: &[], cross_account: false, key_usages: &[], grantable: false,
    },
    Definition {
        name: "PutAccountPublicAccessBlock", access_level: AccessLevel::PermissionsManagement,
        resource_types: &[], condition_keys: CONDITION_KEYS_OF_GET_ACCOUNT_PUBLIC_ACCESS_BLOCK,
        cross_account: false, key_usages: &[], grantable: false,
    },
    Definition {
        name: "PutAnalyticsConfiguration", access_level: AccessLevel::Write, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "PutBucketAbac", access_level: AccessLevel::Write, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "PutBucketAcl", access_level: AccessLevel::PermissionsManagement, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_PUT_BUCKET_ACL, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "PutBucketCORS", access_level: AccessLevel::Write, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "PutBucketLogging", access_level: AccessLevel::Write, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "PutBucketNotification", access_level: AccessLevel::Write, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "PutBucketObjectLockConfiguration", access_level: AccessLevel::Write,
        resource_types: &["bucket"], condition_keys: CONDITION_KEYS_OF_GET_BUCKET_OBJECT_LOCK_CONFIGURATION,
        cross_account: true, key_usages: &[], grantable: false,
    },
    Definition {
        name: "PutBucketOwnershipControls", access_level: AccessLevel::PermissionsManagement,
        resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "PutBucketPolicy", access_level: AccessLevel::PermissionsManagement,
        resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: false,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "PutBucketPublicAccessBlock", access_level: AccessLevel::PermissionsManagement,
        resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "PutBucketRequestPayment", access_level: AccessLevel::Write, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "PutBucketTagging", access_level: AccessLevel::Tagging, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "PutBucketVersioning", access_level: AccessLevel::Write, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "PutBucketWebsite", access_level: AccessLevel::Write, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "PutEncryptionConfiguration", access_level: AccessLevel::Write, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "PutIntelligentTieringConfiguration", access_level: AccessLevel::Write,
        resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "PutInventoryConfiguration", access_level: AccessLevel::Write, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_PUT_INVENTORY_CONFIGURATION, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "PutJobTagging", access_level: AccessLevel::Tagging, resource_types: &["job"],
        condition_keys: CONDITION_KEYS_OF_DELETE_JOB_TAGGING, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "PutLifecycleConfiguration", access_level: AccessLevel::Write, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "PutMetricsConfiguration", access_level: AccessLevel::Write, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "PutMultiRegionAccessPointPolicy", access_level: AccessLevel::PermissionsManagement,
        resource_types: &["multiregionaccesspoint"],
        condition_keys: CONDITION_KEYS_OF_CREATE_MULTI_REGION_ACCESS_POINT, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "PutObject", access_level: AccessLevel::Write, resource_types: &["accesspointobject", "object"],
        condition_keys: CONDITION_KEYS_OF_PUT_OBJECT, cross_account: true, key_usages: &[], grantable: false,
    },
    Definition {
        name: "PutObjectAcl", access_level: AccessLevel::PermissionsManagement,
        resource_types: &["accesspointobject", "object"], condition_keys: CONDITION_KEYS_OF_PUT_OBJECT_ACL,
        cross_account: true, key_usages: &[], grantable: false,
    },
    Definition {
        name: "PutObjectAnnotation", access_level: AccessLevel::Write,
        resource_types: &["accesspointobject", "object"],
        condition_keys: CONDITION_KEYS_OF_DELETE_OBJECT_ANNOTATION, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "PutObjectLegalHold", access_level: AccessLevel::Write,
        resource_types: &["accesspointobject", "object"],
        condition_keys: CONDITION_KEYS_OF_PUT_OBJECT_LEGAL_HOLD, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "PutObjectRetention", access_level: AccessLevel::Write,
        resource_types: &["accesspointobject", "object"],
        condition_keys: CONDITION_KEYS_OF_PUT_OBJECT_RETENTION, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "PutObjectTagging", access_level: AccessLevel::Tagging,
        resource_types: &["accesspointobject", "object"],
        condition_keys: CONDITION_KEYS_OF_PUT_OBJECT_TAGGING, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "PutObjectVersionAcl", access_level: AccessLevel::PermissionsManagement,
        resource_types: &["accesspointobject", "object"],
        condition_keys: CONDITION_KEYS_OF_PUT_OBJECT_VERSION_ACL, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "PutObjectVersionAnnotation", access_level: AccessLevel::Write,
        resource_types: &["accesspointobject", "object"],
        condition_keys: CONDITION_KEYS_OF_DELETE_OBJECT_VERSION_ANNOTATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "PutObjectVersionTagging", access_level: AccessLevel::Tagging,
        resource_types: &["accesspointobject", "object"],
        condition_keys: CONDITION_KEYS_OF_PUT_OBJECT_VERSION_TAGGING, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "PutReplicationConfiguration", access_level: AccessLevel::Write, resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_PUT_REPLICATION_CONFIGURATION, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "PutStorageLensConfiguration", access_level: AccessLevel::Write, resource_types: &[],
        condition_keys: CONDITION_KEYS_OF_CREATE_STORAGE_LENS_GROUP, cross_account: false, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "PutStorageLensConfigurationTagging", access_level: AccessLevel::Tagging,
        resource_types: &["storagelensconfiguration"],
        condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "ReplicateDelete", access_level: AccessLevel::Write, resource_types: &["object"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "ReplicateObject", access_level: AccessLevel::Write, resource_types: &["object"],
        condition_keys: CONDITION_KEYS_OF_REPLICATE_OBJECT, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "ReplicateObjectAnnotation", access_level: AccessLevel::Write, resource_types: &["object"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "ReplicateTags", access_level: AccessLevel::Tagging, resource_types: &["object"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "RestoreObject", access_level: AccessLevel::Write,
        resource_types: &["accesspointobject", "object"], condition_keys: CONDITION_KEYS_OF_GET_BUCKET_ACL,
        cross_account: true, key_usages: &[], grantable: false,
    },
    Definition {
        name: "SubmitMultiRegionAccessPointRoutes", access_level: AccessLevel::Write,
        resource_types: &["multiregionaccesspoint"],
        condition_keys: CONDITION_KEYS_OF_CREATE_MULTI_REGION_ACCESS_POINT, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "TagResource", access_level: AccessLevel::Tagging,
        resource_types: &["accessgrant", "accessgrantsinstance", "accessgrantslocation", "accesspoint", "bucket", "storagelensgroup"],
        condition_keys: CONDITION_KEYS_OF_LIST_TAGS_FOR_RESOURCE, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "UntagResource", access_level: AccessLevel::Tagging,
        resource_types: &["accessgrant", "accessgrantsinstance", "accessgrantslocation", "accesspoint", "bucket", "storagelensgroup"],
        condition_keys: CONDITION_KEYS_OF_LIST_TAGS_FOR_RESOURCE, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "UpdateAccessGrantsLocation", access_level: AccessLevel::PermissionsManagement,
        resource_types: &["accessgrantslocation"],
        condition_keys: CONDITION_KEYS_OF_CREATE_ACCESS_GRANTS_LOCATION, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "UpdateBucketMetadataAnnotationTableConfiguration", access_level: AccessLevel::Write,
        resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "UpdateBucketMetadataInventoryTableConfiguration", access_level: AccessLevel::Write,
        resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "UpdateBucketMetadataJournalTableConfiguration", access_level: AccessLevel::Write,
        resource_types: &["bucket"],
        condition_keys: CONDITION_KEYS_OF_CREATE_BUCKET_METADATA_TABLE_CONFIGURATION, cross_account: true,
        key_usages: &[], grantable: false,
    },
    Definition {
        name: "UpdateJobPriority", access_level: AccessLevel::Write, resource_types: &["job"],
        condition_keys: CONDITION_KEYS_OF_UPDATE_JOB_PRIORITY, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "UpdateJobStatus", access_level: AccessLevel::Write, resource_types: &["job"],
        condition_keys: CONDITION_KEYS_OF_UPDATE_JOB_STATUS, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "UpdateObjectEncryption", access_level: AccessLevel::Write,
        resource_types: &["accesspointobject", "object"],
        condition_keys: CONDITION_KEYS_OF_UPDATE_OBJECT_ENCRYPTION, cross_account: true, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "UpdateStorageLensGroup", access_level: AccessLevel::Write,
        resource_types: &["storagelensgroup"],
        condition_keys: CONDITION_KEYS_OF_ASSOCIATE_ACCESS_GRANTS_IDENTITY_CENTER, cross_account: true,
        key_usages: &[], grantable: false,
    },
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
